namespace CometRunway.McpServer.Tests.Sender;

/// <summary>A program for a test. Not on Windows.</summary>
internal static class Script
{
    /// <summary>Writes a shell script and returns its path.</summary>
    public static string Write(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
