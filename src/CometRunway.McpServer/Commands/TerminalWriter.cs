using System.Text;
using CometRunway.Diagnostics;
using CometRunway.Text;

namespace CometRunway.McpServer.Commands;

/// <summary>
/// The output of the commands. It removes the API key and characters that a terminal acts on from each line, wherever the text came from. Values
/// from elsewhere are put on one line before, with <see cref="TerminalText"/>, because a line break in them cannot be recognised here.
/// </summary>
/// <param name="inner">The terminal or the file.</param>
/// <param name="redactor">Removes the key.</param>
internal sealed class TerminalWriter(TextWriter inner, Redactor redactor) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value);

    /// <summary>Writes text without a line break as it is: the progress line moves the cursor.</summary>
    public override void Write(string? value) => inner.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Safe(value));

    /// <inheritdoc/>
    public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(Safe(value));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    private string? Safe(string? line) => line is null ? null : redactor.RedactOutput(VisibleText.Lines(line));
}
