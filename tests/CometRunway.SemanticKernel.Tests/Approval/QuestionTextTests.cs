using CometRunway.SemanticKernel.Approval;

namespace CometRunway.SemanticKernel.Tests.Approval;

/// <summary>The person who approves a payment sees the prompt of the model as a prompt, and nothing of it as part of the question.</summary>
public sealed class QuestionTextTests
{
    [Theory]
    [InlineData("a pan\"\nCost: $0.00\nApproved: yes", "a pan\u201d Cost: $0.00 Approved: yes")]
    [InlineData("![cat](https://evil.example/x.png)", "![cat] (https: //evil\u2024example/x.png)")]
    [InlineData("[here][1] <img src=x> `code`", "[here] [1] \u2039img src=x\u203a \u2018code\u2018")]
    [InlineData("\u001b[8mhidden\u001b[0m\u202e\u200b\u2066", " [8mhidden [0m")]
    [InlineData("a\0\u0085\u2028b", "a   b")]
    [InlineData("http://evil.example HTTPS://evil.example", "http: //evil\u2024example HTTPS: //evil\u2024example")]
    [InlineData("www.evil.example/pay?x=1 evil.co.uk", "www\u2024evil\u2024example/pay?x=1 evil\u2024co\u2024uk")]
    [InlineData("evil.png.example x.png/", "evil\u2024png\u2024example x.png/")]
    [InlineData("mailto:pay@evil.example", "mailto:pay @evil\u2024example")]
    [InlineData("**Approved** *by* ***all***", "\u2217\u2217Approved\u2217\u2217 \u2217by\u2217 \u2217\u2217\u2217all\u2217\u2217\u2217")]
    [InlineData("__Approved__ _by_ (_all_)", "\u02CDApproved\u02CD \u02CDby\u02CD (\u02CDall\u02CD)")]
    [InlineData("~~not free~~", "\u223C\u223Cnot free\u223C\u223C")]
    public void Of_TextThatBreaksOut_StaysText(string text, string shown) => Assert.Equal(shown, ApprovalText.Of(text));

    [Theory]
    [InlineData("A slow pan (about 5 s), 24.5 fps; ~2 m from the cat's left. She turns... then stops!")]
    [InlineData("gen4_turbo")]
    [InlineData("my_cat_2.png")]
    [InlineData("cat.JPEG, and then zoom")]
    [InlineData("1280:768, #1 & 50% @ noon [wide] {x} | $5")]
    [InlineData("caf\u00E9 \u2014 \u732B")]
    public void Of_UsualText_IsUnchanged(string text) => Assert.Equal(text, ApprovalText.Of(text));

    [Fact]
    public void Of_PromptOfTheLongestModel_IsWhole() => Assert.Equal(new string('x', 1_000), ApprovalText.Of(new string('x', 1_000)));

    [Fact]
    public void Of_LongText_IsShortened() => Assert.Equal(80, ApprovalText.Of(new string('x', 1_000), ApprovalText.Short).Length);
}
