using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CometRunway.Diagnostics;
using CometRunway.Options;

namespace CometRunway.Core.Tests.Diagnostics;

/// <summary>A key that a service returns in any encoding reaches no log, reply or file.</summary>
public sealed class RedactorTests
{
    private const int Keys = 200;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static TheoryData<string> Encodings => [.. Encoders.Keys];

    private static readonly Dictionary<string, Func<string, Random, string>> Encoders = new(StringComparer.Ordinal)
    {
        ["as it is"] = static (key, _) => key,
        ["in another case"] = static (key, _) => key.ToUpperInvariant(),
        ["without its prefix"] = static (key, _) => key[3..],
        ["hexadecimal"] = static (key, _) => Convert.ToHexString(Encoding.UTF8.GetBytes(key)),
        ["lower-case hexadecimal"] = static (key, _) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key)),
        ["hexadecimal with colons"] = static (key, _) => BitConverter.ToString(Encoding.UTF8.GetBytes(key)).Replace('-', ':').ToLowerInvariant(),
        ["hexadecimal with hyphens"] = static (key, _) => BitConverter.ToString(Encoding.UTF8.GetBytes(key)),
        ["hexadecimal with spaces"] = static (key, _) => BitConverter.ToString(Encoding.UTF8.GetBytes(key)).Replace('-', ' '),
        ["base32"] = static (key, random) => Base32([.. Noise(random), .. Encoding.UTF8.GetBytes(key), .. Noise(random)]),
        ["base64 twice"] = static (key, random) => Base64Twice([.. Noise(random), .. Encoding.UTF8.GetBytes(key), .. Noise(random)], random, static text => text),
        ["base64 twice for URLs"] = static (key, random) => Base64Twice([.. Noise(random), .. Encoding.UTF8.GetBytes(key), .. Noise(random)], random, static text => text.TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        ["base64"] = static (key, random) => Convert.ToBase64String([.. Noise(random), .. Encoding.UTF8.GetBytes(key), .. Noise(random)]),
        ["base64 for URLs"] = static (key, random) => Convert.ToBase64String([.. Noise(random), .. Encoding.UTF8.GetBytes(key), .. Noise(random)]).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["base64 in lines"] = static (key, random) => Convert.ToBase64String([.. Noise(random), .. Encoding.UTF8.GetBytes(key + key + key)], Base64FormattingOptions.InsertLineBreaks),
        ["percent-encoded in part"] = static (key, random) => Some(key, random, c => $"%{(int)c:x2}", c => $"%{(int)c:X2}"),
        ["percent-encoded twice"] = static (key, random) => Some(key, random, c => $"%25{(int)c:x2}", c => $"%{(int)c:X2}"),
        ["percent-encoded base64"] = static (key, random) => Some(Convert.ToBase64String(Encoding.UTF8.GetBytes(key)), random, c => $"%{(int)c:x2}", c => c.ToString()),
        ["escaped in JSON"] = static (key, random) => Some(key, random, c => $"\\u{(int)c:x4}", c => $"\\u{(int)c:X4}"),
        ["escaped in JSON in JSON"] = static (key, random) => JavaScriptEncoder.Default.Encode(Some(key, random, c => $"\\u{(int)c:x4}", c => c.ToString())),
        ["as HTML entities"] = static (key, random) => Some(key, random, c => $"&#{(int)c};", c => $"&#x{(int)c:x};"),
        ["split by line breaks"] = static (key, random) => Some(key, random, c => $"{c}\r\n", c => $"{c} \t"),
        ["split by invisible characters"] = static (key, random) => Some(key, random, c => $"{c}\u200b", c => $"{c}\u202e\0"),
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Redact_KeyInAnEncoding_IsGone(string encoding)
    {
        var random = new Random(20261128);
        for (var round = 0; round < Keys; round++)
        {
            var key = Key(random);
            var (before, after) = (Text(random), Text(random));
            var redactor = new Redactor([new ApiKey(Key(random)), new ApiKey(key)]);

            var text = redactor.Redact($"{before} ({Encoders[encoding](key, random)}) {after}");

            Assert.StartsWith(before, text, StringComparison.Ordinal);
            Assert.EndsWith(after, text, StringComparison.Ordinal);
            Assert.Contains(Redactor.Mark, text, StringComparison.Ordinal);
            AssertIsGone(key, text);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Holds_IdOrLinkWithTheKey_IsTrue(string encoding)
    {
        var random = new Random(4711);
        for (var round = 0; round < Keys; round++)
        {
            var key = Key(random);

            Assert.True(new Redactor(new ApiKey(key)).Holds($"https://cdn.example/v/1.mp4?k={Encoders[encoding](key, random)}&x=1"));
        }
    }

    [Fact]
    public void Redact_TextWithoutTheKey_IsUnchanged()
    {
        var random = new Random(1);
        for (var round = 0; round < Keys; round++)
        {
            var redactor = new Redactor(new ApiKey(Key(random)));
            var text = string.Concat(Text(random), " %41%zz \\u00e9 \\u12 &#65; &#xyz; 100% & C:\\new\\table ", Convert.ToBase64String(Noise(random)));

            Assert.Equal(text, redactor.Redact(text));
            Assert.False(redactor.Holds(text));
        }
    }

    [Fact]
    public void Redact_KeyThatIsNotAscii_IsGoneInItsPercentEncoding()
    {
        var redactor = new Redactor(new ApiKey("sk-schlüssel-für-später"));

        var text = redactor.Redact($"<{Uri.EscapeDataString("sk-schlüssel-für-später")}>");

        Assert.Equal($"<{Redactor.Mark}>", text);
    }

    [Fact]
    public void Holds_ShortKeyOfATest_LeavesIdsUsable()
    {
        var redactor = new Redactor(new ApiKey("task"));

        Assert.False(redactor.Holds("task_0123456789"));
        Assert.Equal($"{Redactor.Mark}_0123456789", redactor.Redact("task_0123456789"));
    }

    [Fact]
    public void Clean_LongTextThatIsCutInsideTheKey_ShowsNoPartOfIt()
    {
        const string Key = "sk-0123456789abcdefghijklmnopqrstuvwxyz0123456789";
        var redactor = new Redactor(new ApiKey(Key));
        for (var length = 65_450; length < 65_600; length++)
        {
            // The invisible characters are removed, so the key moves into the part that is shown.
            var clean = redactor.Clean($"x{new string('\u200b', length)}{Key} and more", 100);

            Assert.DoesNotContain("0123", clean ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Clean_TextOfManyMegabytes_TakesTimeInProportion()
    {
        var redactor = new Redactor([.. Enumerable.Range(0, 50).Select(n => new ApiKey($"sk-{n:D40}"))]);

        var text = redactor.Redact(string.Concat(Enumerable.Repeat("%25%32%35\\u0025sk-0000", 200_000)));

        Assert.DoesNotContain(Redactor.Mark, text, StringComparison.Ordinal);
    }

    [Fact]
    public void KnownKeys_KeyOfAnotherCaller_IsRedactedToo()
    {
        var keys = new KnownKeys(Microsoft.Extensions.Options.Options.Create(new CometRunwayOptions { ApiKey = new ApiKey("sk-of-the-options-123") }));
        var before = keys.Redactor;
        keys.Add(new ApiKey("sk-of-another-caller-456"));
        keys.Add(null);

        var text = keys.Redactor.Redact("sk-of-the-options-123, sk-of-another-caller-456");

        Assert.Equal($"{Redactor.Mark}, {Redactor.Mark}", text);
        Assert.Same(keys.Redactor, keys.Redactor);
        Assert.NotSame(before, keys.Redactor);
    }

    private static void AssertIsGone(string key, string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)));
        foreach (var piece in Enumerable.Range(3, key.Length - 11).Select(at => key.Substring(at, 8)))
        {
            Assert.DoesNotContain(piece, plain, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(piece)), plain, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(piece))[..8], plain, StringComparison.Ordinal);
        }
    }

    private static string Key(Random random) => $"sk-{random.GetString(Letters, random.Next(20, 60))}";

    private static string Text(Random random) => random.GetString("abcdefgh ijklm nopq-rstuv", random.Next(1, 40)).Trim() + ".";

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(0, 7)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Base64Twice(byte[] bytes, Random random, Func<string, string> alphabet) =>
        alphabet(Convert.ToBase64String([.. Noise(random), .. Encoding.UTF8.GetBytes(alphabet(Convert.ToBase64String(bytes)))]));

    /// <summary>By the bits as text, so that it has no error in common with the library.</summary>
    private static string Base32(byte[] bytes) => string.Concat(
        string.Concat(bytes.Select(value => Convert.ToString(value, 2).PadLeft(8, '0'))).Chunk(5)
            .Select(static bits => "abcdefghijklmnopqrstuvwxyz234567"[Convert.ToInt32(new string(bits).PadRight(5, '0'), 2)]));

    private static string Some(string key, Random random, Func<char, string> one, Func<char, string> other) =>
        string.Concat(key.Select(c => random.Next(3) switch { 0 => c.ToString(), 1 => one(c), _ => other(c) }));
}
