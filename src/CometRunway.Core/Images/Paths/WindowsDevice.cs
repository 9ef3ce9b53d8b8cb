namespace CometRunway.Images.Paths;

/// <summary>Detects Windows paths that name a device or a pipe. Opening one can block, and gives no file.</summary>
internal static class WindowsDevice
{
    private static readonly string[] Names = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>Returns true for a full path in a device namespace, for a pipe, and for a path with a reserved name in any part.</summary>
    public static bool IsMatch(string path)
    {
        var text = path.Replace('/', '\\');
        if (text.StartsWith(@"\\.\", StringComparison.Ordinal) || text.StartsWith(@"\\?\", StringComparison.Ordinal) || text.StartsWith(@"\??\", StringComparison.Ordinal))
            return true;
        var parts = text.Split('\\', StringSplitOptions.RemoveEmptyEntries);
        var isPipe = text.StartsWith(@"\\", StringComparison.Ordinal) && parts.Length > 1 && parts[1].Equals("pipe", StringComparison.OrdinalIgnoreCase);
        return isPipe || parts.Any(IsReserved);
    }

    /// <summary>Windows ignores an extension and blanks after a reserved name: <c>nul .png</c> is the device too.</summary>
    private static bool IsReserved(string part)
    {
        var stem = part.Split('.', ':')[0].TrimEnd(' ');
        return Names.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && (IsPort(stem, "COM") || IsPort(stem, "LPT")));
    }

    private static bool IsPort(string stem, string kind) =>
        stem.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && stem[3] is (>= '0' and <= '9') or '¹' or '²' or '³';
}
