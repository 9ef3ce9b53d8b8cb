using System.Diagnostics.CodeAnalysis;

namespace CometRunway.Options;

/// <summary>A CometAPI key that does not print itself.</summary>
public sealed class ApiKey : IEquatable<ApiKey>
{
    private readonly string _value;

    /// <summary>Wraps the key; surrounding white space is dropped.</summary>
    public ApiKey(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value.Trim();
    }

    /// <summary>The key itself. For the Authorization header, for redaction and for a keyed hash; for nothing else.</summary>
    public string Reveal() => _value;

    /// <summary>True for <c>${NAME}</c>, <c>%NAME%</c> and the like: a chat client passed its own placeholder on instead of a key.</summary>
    public static bool IsPlaceholder([NotNullWhen(true)] string? value)
    {
        var text = value?.Trim();
        return text is not null
            && (text.Contains("${", StringComparison.Ordinal)
                || text is ['$', ..]
                || text is ['%', _, .., '%']
                || text is ['<', _, .., '>']);
    }

    /// <inheritdoc/>
    public bool Equals(ApiKey? other) => other is not null && _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ApiKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the key.</summary>
    public override string ToString() => "[redacted]";
}
