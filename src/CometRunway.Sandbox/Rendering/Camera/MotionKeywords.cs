using System.Text.RegularExpressions;

namespace CometRunway.Sandbox.Rendering.Camera;

/// <summary>The camera movement in a prompt: the direction as -1, 0 or 1 for each axis, and the distance as a fraction of the frame.</summary>
internal readonly partial record struct MotionKeywords(int Horizontal, int Vertical, double Reach)
{
    private const int LongestWord = 16;

    public const double Tiny = 0.015;
    public const double Slow = 0.035;
    public const double Usual = 0.06;
    public const double Fast = 0.09;

    /// <summary>Reads the first keyword of each kind. For example, <c>from left to right</c> is a movement to the right.</summary>
    public static MotionKeywords Read(string? prompt)
    {
        int horizontal = 0, vertical = 0;
        double reach = 0;
        Span<char> letters = stackalloc char[LongestWord];
        foreach (var match in Words().EnumerateMatches(prompt ?? ""))
        {
            prompt.AsSpan(match.Index, match.Length).ToLowerInvariant(letters);
            var word = letters[..match.Length];
            horizontal = horizontal == 0 ? HorizontalOf(word) : horizontal;
            vertical = vertical == 0 ? VerticalOf(word) : vertical;
            reach = reach == 0 ? ReachOf(word) : reach;
        }

        return new(horizontal, vertical, reach == 0 ? Usual : reach);
    }

    private static int HorizontalOf(ReadOnlySpan<char> word) => word switch
    {
        "left" or "leftward" or "leftwards" => -1,
        "right" or "rightward" or "rightwards" => 1,
        _ => 0,
    };

    private static int VerticalOf(ReadOnlySpan<char> word) => word switch
    {
        "up" or "upward" or "upwards" or "rise" or "rises" or "rising" or "ascend" or "ascends" or "ascending" => -1,
        "down" or "downward" or "downwards" or "descend" or "descends" or "descending" or "sink" or "sinks" => 1,
        _ => 0,
    };

    private static double ReachOf(ReadOnlySpan<char> word) => word switch
    {
        "static" or "still" or "motionless" or "locked" or "tripod" => Tiny,
        "slow" or "slowly" or "gentle" or "gently" or "calm" or "calmly" or "subtle" or "subtly" or "soft" or "push" or "pushes" => Slow,
        "fast" or "quick" or "quickly" or "rapid" or "rapidly" or "dynamic" or "sweeping" or "whip" => Fast,
        _ => 0,
    };

    // A direction after "from" is the start of the movement, so it is not matched.
    [GeneratedRegex(@"(?<!\bfrom\s)(?<!\bfrom\sthe\s)\b[a-z]{2,16}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
