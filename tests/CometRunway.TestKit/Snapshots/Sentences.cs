using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace CometRunway.TestKit.Snapshots;

/// <summary>
/// The sentences of one area, stored in <c>tests/snapshots/sentences</c> as lines of <c>name: sentence</c>. Other tests assert codes, fields and
/// values, so that a new wording changes only this file.
/// </summary>
/// <param name="area">The name of the file, without its extension.</param>
public sealed class Sentences(string area)
{
    private readonly StringBuilder _lines = new();
    private readonly HashSet<string> _names = [];
    private readonly List<(string Value, string Placeholder)> _placeholders = [];
    private readonly List<(string Pattern, string Placeholder)> _patterns = [];

    /// <summary>Replaces a value that differs between runs, such as a folder or a port, by a placeholder.</summary>
    /// <param name="value">The value.</param>
    /// <param name="placeholder">The placeholder, such as <c>{folder}</c>.</param>
    public Sentences Replace(string value, string placeholder)
    {
        _placeholders.Add((value, placeholder));
        return this;
    }

    /// <summary>Replaces all matches of a pattern, such as a date, by a placeholder.</summary>
    /// <param name="pattern">The regular expression.</param>
    /// <param name="placeholder">The placeholder.</param>
    public Sentences ReplaceMatches([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string placeholder)
    {
        _patterns.Add((pattern, placeholder));
        return this;
    }

    /// <summary>Adds the sentences of one call.</summary>
    /// <param name="name">The call or the error. Each name can be used once.</param>
    /// <param name="sentences">The sentences in order.</param>
    /// <exception cref="InvalidOperationException">The name was already used, or there is no sentence.</exception>
    public void Add(string name, params IEnumerable<string?> sentences)
    {
        var all = sentences.OfType<string>().ToList();
        if (all.Count == 0 || !_names.Add(name))
            throw new InvalidOperationException($"'{name}' has no sentence, or is there already.");
        foreach (var sentence in all)
            _lines.Append(name).Append(": ").Append(Shown(sentence)).Append('\n');
    }

    /// <summary>Compares the sentences with the file. <see cref="SnapshotStore"/> describes how to accept a change.</summary>
    /// <exception cref="InvalidOperationException">The sentences differ.</exception>
    public void Verify() => Snapshot.Verify($"sentences/{area}.txt", _lines.ToString());

    /// <summary>
    /// Replaces the values and indents further lines. The longest values are replaced first, because a value may be a prefix of another one.
    /// </summary>
    private string Shown(string sentence)
    {
        foreach (var (value, placeholder) in _placeholders.OrderByDescending(pair => pair.Value.Length))
            sentence = sentence.Replace(value, placeholder, StringComparison.Ordinal);
        foreach (var (pattern, placeholder) in _patterns)
            sentence = Regex.Replace(sentence, pattern, placeholder);
        return sentence.ReplaceLineEndings("\n  ");
    }
}
