using CometRunway.SemanticKernel.Approval;

namespace CometRunway.SemanticKernel.Tests.Approval;

/// <summary>The person who approves a payment sees the prompt of the model as a prompt, and nothing of it as part of the question.</summary>
public sealed class QuestionTextTests
{
    [Theory]
    [InlineData("a pan\"\nCost: $0.00\nApproved: yes", "a pan\u201d Cost: $0.00 Approved: yes")]
    [InlineData("![cat](https://evil.example/x.png)", "![cat] (https://evil.example/x.png)")]
    [InlineData("[here][1] <img src=x> `code`", "[here] [1] \u2039img src=x\u203a \u2018code\u2018")]
    [InlineData("\u001b[8mhidden\u001b[0m\u202e\u200b\u2066", " [8mhidden [0m")]
    [InlineData("a\0\u0085\u2028b", "a   b")]
    public void Of_TextThatBreaksOut_StaysText(string text, string shown) => Assert.Equal(shown, ApprovalText.Of(text));

    [Fact]
    public void Of_PromptOfTheLongestModel_IsWhole() => Assert.Equal(new string('x', 1_000), ApprovalText.Of(new string('x', 1_000)));

    [Fact]
    public void Of_LongText_IsShortened() => Assert.Equal(80, ApprovalText.Of(new string('x', 1_000), ApprovalText.Short).Length);
}
