using System.Text.RegularExpressions;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Sources;

/// <summary>
/// Tests assert codes, fields and values; whole sentences are kept in <c>tests/snapshots</c>, so that a new wording changes one file
/// and no test.
/// </summary>
public sealed partial class SentenceAssertionTests
{
    private const int FewestWords = 6;

    /// <summary>Each with its file: data of a protocol, what a service answers, and answers without a code.</summary>
    private static readonly string[] Allowed =
    [
        // A declined approval is told in this sentence alone.
        "tests/CometRunway.SemanticKernel.Tests/Approval/KernelApprovalTests.cs: A person declined this video: nothing was created and nothing was charged.",
    ];

    [Fact]
    public void Tests_AssertNoSentences()
    {
        var found = Directory.EnumerateFiles(RepositoryRoot.File("tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.EndsWith($"/{nameof(SentenceAssertionTests)}.cs", StringComparison.Ordinal))
            .SelectMany(file => Sentences(file.Text).Select(sentence => $"{file.Path}: {sentence}"));

        Assert.Equal(Allowed.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Assert.Equal(\"The picture is too large: save it smaller.\", problem.Message);", 1)]
    [InlineData("Assert.Contains(error.Problems!, p => p.Problem == $\"The ratio {given} is not one of the model's.\");", 1)]
    [InlineData("Assert.StartsWith(\n    \"Nothing was created and nothing was charged\",\n    reply.Message);", 1)]
    [InlineData("Assert.EndsWith(Name(\"a\"), \"it is not there any more (gone)\");", 1)]
    [InlineData("Assert.Equal(\"ratio_not_allowed\", violation.Code);", 0)]
    [InlineData("Assert.Contains(\"1280:720\", violation.Problem); Say(\"The picture is too large: save it smaller.\");", 0)]
    [InlineData("Assert.Equal(\"\"\"{\"ratio\":\"1280:720\",\"duration\":5}\"\"\", sent.Body);", 0)]
    [InlineData("Assert.True(found, \"the scripts must have been found by now\");", 0)]
    [InlineData("Assert.Equal(1, Count($\"{one} of {other} and {nothing} more\"));", 0)]
    public void Sentences_OfAnAssertion_AreFoundAndOtherTextsAreNot(string code, int expected) =>
        Assert.Equal(expected, Sentences(code).Count());

    private static IEnumerable<string> Sentences(string code) =>
        from Match start in Assertion().Matches(code)
        from literal in Literals(code, start.Index + start.Length)
        where Hole().Replace(literal, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(token => Word().IsMatch(token)) >= FewestWords
        select literal;

    /// <summary>The string literals up to the parenthesis that closes the call.</summary>
    private static IEnumerable<string> Literals(string code, int at)
    {
        for (var depth = 1; at < code.Length && depth > 0;)
        {
            if (Literal().Match(code, at) is { Success: true } literal)
            {
                at += literal.Length;
                if (literal.Groups["text"] is { Success: true } text)
                    yield return text.Value;
                continue;
            }

            depth += code[at] switch { '(' => 1, ')' => -1, _ => 0 };
            at++;
        }
    }

    [GeneratedRegex(@"\bAssert\.(Equal|Contains|DoesNotContain|StartsWith|EndsWith)(<[^>]*>)?\(")]
    private static partial Regex Assertion();

    /// <summary>A raw, verbatim or usual string literal, or a character literal, where the match begins.</summary>
    [GeneratedRegex(""""\G(?:\$*"""(?<text>.*?)"""|\$?@\$?"(?<text>(?:[^"]|"")*)"|\$?"(?<text>(?:\\.|[^"\\])*)"|'(?:\\.|[^'\\])+')"""", RegexOptions.Singleline)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    /// <summary>Letters, with the marks that may stand around a word of a sentence.</summary>
    [GeneratedRegex(@"^[\\""'(]*[A-Za-z][a-z']+[.,;:!?\\""')]*$")]
    private static partial Regex Word();
}
