using System.Text;
using CometRunway.Text;

namespace CometRunway.Core.Tests.Text;

/// <summary>Text of a server, a file or a model cannot act on a terminal or look like another line.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("a\u001b[2J\u001b]0;title\u0007b", "a [2J ]0;title b")]
    [InlineData("a\u009b31mb\u0085c", "a 31mb c")]
    [InlineData("a\r\nCost: $0.00\u2028x\u2029y", "a  Cost: $0.00 x y")]
    [InlineData("a\u202egpj.exe\u2066\u2069\u200b\u200d\ufeffb", "agpj.exeb")]
    [InlineData("a\0b\u007fc\ue000d", "a b cd")]
    [InlineData("a\u00a0b\u3000c\td", "a b c d")]
    [InlineData("é 가족 😀", "é 가족 😀")]
    public void OneLine_CharactersThatAct_AreGone(string text, string expected) => Assert.Equal(expected, VisibleText.OneLine(text));

    [Fact]
    public void OneLine_TagCharactersAndHalfACharacter_AreGone() =>
        Assert.Equal("a\uFFFDb", VisibleText.OneLine($"a{char.ConvertFromUtf32(0xE0041)}{'\ud83d'}b"));

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123😀5", 5, "123…")]
    [InlineData("123\u200b\u200b45", 5, "12345")]
    public void OneLine_LongText_EndsAfterAWholeCharacter(string text, int longest, string expected) => Assert.Equal(expected, VisibleText.OneLine(text, longest));

    [Fact]
    public void Lines_EveryCharacter_KeepsOnlyLineFeedsAndJoiners()
    {
        var all = string.Concat(Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(code => new Rune(code)));

        var lines = VisibleText.Lines(all);

        Assert.Equal("\n\u200c\u200d", string.Concat(lines.EnumerateRunes().Where(rune => !VisibleText.IsPlain(rune))));
    }
}
