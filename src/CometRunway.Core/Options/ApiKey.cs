using System.Diagnostics.CodeAnalysis;

namespace CometRunway.Options;

/// <summary>A CometAPI key. <see cref="ToString"/> does not reveal it.</summary>
public sealed class ApiKey : IEquatable<ApiKey>
{
    private readonly string _value;

    /// <summary>Creates a key; surrounding white space is removed.</summary>
    public ApiKey(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value.Trim();
    }

    /// <summary>Returns the key. Use it only for the Authorization header, for redaction and for a keyed hash.</summary>
    public string Reveal() => _value;

    /// <summary>Returns true for text such as <c>${NAME}</c> or <c>%NAME%</c>: a placeholder that the chat client did not expand.</summary>
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

    /// <summary>Returns a fixed text, never the key.</summary>
    public override string ToString() => "[redacted]";
}
