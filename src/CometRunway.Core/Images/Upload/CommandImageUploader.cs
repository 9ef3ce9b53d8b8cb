using System.ComponentModel;
using System.Text;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Processes;
using Microsoft.Extensions.Logging;

namespace CometRunway.Images.Upload;

/// <summary>Uploads with a program of the user's: it gets the path of a temporary file as its last argument, no shell and no API key, and prints the link.</summary>
/// <param name="command">The program with its arguments.</param>
/// <param name="setting">How messages call the setting that holds it.</param>
/// <param name="redactor">Takes the key out of what it says.</param>
/// <param name="logger">Where that goes.</param>
internal sealed class CommandImageUploader(string command, string setting, Redactor redactor, ILogger logger) : IImageUploader
{
    private const int MostOutput = 8192;

    /// <inheritdoc/>
    public async Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken)
    {
        if (UploadCommandLine.Find(command) is not (var program, var arguments))
            throw new ImageUploadException($"the program in {setting} is not there: give its full path, or a name on PATH.");
        var folder = Directory.CreateTempSubdirectory("comet-runway-");
        try
        {
            var file = Path.Combine(folder.FullName, image.FileName);
            await File.WriteAllBytesAsync(file, image.Bytes, cancellationToken).ConfigureAwait(false);
            return Link(await RunAsync(program, [.. arguments, file], cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageUploadException("the picture could not be written to the temporary folder.", e);
        }
        finally
        {
            Remove(folder);
        }
    }

    private async Task<ChildOutput> RunAsync(string path, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var child = ChildProcess.Start(path, arguments);
            return await child.ReadAsync(MostOutput, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new ImageUploadException($"the program in {setting} cannot be started.", e);
        }
    }

    private Uri Link(ChildOutput output)
    {
        // One that prints without end was stopped, and its exit code says nothing.
        if (output is { ExitCode: not 0, Bytes: not null })
        {
            // Its complaints may hold secrets of the user's upload: they belong into the log of this machine, not into a chat.
            UploadLog.CommandFailed(logger, output.ExitCode, redactor.Clean(output.StandardError));
            throw new ImageUploadException($"the program in {setting} ended with exit code {output.ExitCode}; what it said is in this program's log.");
        }

        var text = output.Bytes is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : "";
        if (text.Length == 0 || text.Any(char.IsWhiteSpace) || !Uri.TryCreate(text, UriKind.Absolute, out var link))
            throw new ImageUploadException($"the program in {setting} must print one https link and nothing else to its standard output.");
        return link;
    }

    private void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            UploadLog.CopyStays(logger, folder.FullName, e.Message);
        }
    }
}
