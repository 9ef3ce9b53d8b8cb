using System.ComponentModel;
using System.Diagnostics;

namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>Runs ffmpeg. Tests are skipped if it is not installed.</summary>
internal static class Ffmpeg
{
    /// <returns>The output of ffmpeg. The test fails if ffmpeg reports an error.</returns>
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
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(pixels, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await errors);
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
            Assert.Skip("ffmpeg is not on the PATH.");
            throw;
        }
    }
}
