using System.ComponentModel;
using System.Diagnostics;

namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>Runs ffmpeg where there is one; a test without it is skipped and says why.</summary>
internal static class Ffmpeg
{
    /// <returns>What ffmpeg wrote to its output; the test fails when it had anything to complain about.</returns>
    public static async Task<byte[]> DecodeAsync(byte[] clip, params string[] output)
    {
        var file = Path.Combine(Path.GetTempPath(), $"clip-{Guid.NewGuid():n}.mp4");
        await File.WriteAllBytesAsync(file, clip, TestContext.Current.CancellationToken);
        try
        {
            return await RunAsync(["-nostdin", "-v", "error", "-i", file, .. output, "-"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<byte[]> RunAsync(string[] arguments)
    {
        using var process = Start(arguments);
        using var pixels = new MemoryStream();
        var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(pixels, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await complaints);
        Assert.Equal(0, process.ExitCode);
        return pixels.ToArray();
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("ffmpeg is not on the PATH, so no independent decoder can be asked.");
            throw;
        }
    }
}
