using System.ComponentModel;
using System.Text;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Processes;
using Microsoft.Extensions.Logging;

namespace CometRunway.Images.Upload;

/// <summary>
/// Uploads images with a program of the user. The last argument is the path of a temporary file. The program writes the link to standard output. It
/// runs without a shell and without the API key.
/// </summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="setting">The name of the setting in messages.</param>
/// <param name="keys">The keys that are removed from the output of the program.</param>
/// <param name="logger">The logger for the output of the program.</param>
internal sealed class CommandImageUploader(string command, string setting, KnownKeys keys, ILogger logger) : IImageUploader
{
    private const int MaxOutputBytes = 8192;

    /// <inheritdoc/>
    public async Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken)
    {
        if (FindProgram(command) is not (var program, var arguments))
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
            return await child.ReadAsync(MaxOutputBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new ImageUploadException($"the program in {setting} cannot be started.", e);
        }
    }

    private Uri Link(ChildOutput output)
    {
        // If the output was too long, the program was killed and its exit code has no meaning.
        if (output is { ExitCode: not 0, Bytes: not null })
        {
            // Standard error may contain secrets of the user, so it is written to the local log and not returned to the chat.
            UploadLog.CommandFailed(logger, output.ExitCode, keys.Redactor.Clean(output.StandardError));
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
            UploadLog.CopyNotDeleted(logger, folder.FullName, e.Message);
        }
    }

    /// <summary>Returns the full path of the program in the command line and its arguments; null when the program is not found.</summary>
    public static (string Program, string[] Arguments)? FindProgram(string command) =>
        UploadCommandLine.Read(command) is [var name, .. var arguments] && ProgramSearch.Find(name, ProgramSearch.MachinePath) is { } program ? (program, arguments) : null;
}
