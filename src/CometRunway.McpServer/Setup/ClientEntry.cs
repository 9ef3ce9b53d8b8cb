using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CometRunway.McpServer.Setup;

/// <summary>Generates the entry for a client's configuration file.</summary>
internal static class ClientEntry
{
    /// <summary>The server's name in every client.</summary>
    public const string ServerName = "comet-runway";

    private const string KeyVariable = "COMETAPI_KEY";
    private const string InputId = "cometapi-key";

    // People read the paths and placeholders, and nothing goes into HTML, so characters are not escaped.
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly JsonWriterOptions Tight = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the content of a file that has only this entry.</summary>
    public static string Of(ClientGuide guide, StartCommand start, bool sandbox) => guide.Shape == EntryShape.Toml
        ? Toml(guide, start, sandbox)
        : Json(Pretty, json =>
        {
            if (guide.Shape == EntryShape.Servers && !sandbox)
                WriteInputs(json);
            json.WriteStartObject(guide.Root);
            json.WriteStartObject(ServerName);
            WriteServer(json, guide, start, sandbox);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    /// <summary>Returns only the server entry, on one line.</summary>
    public static string Server(ClientGuide guide, StartCommand start, bool sandbox) =>
        Json(Tight, json => WriteServer(json, guide, start, sandbox));

    /// <summary>Returns the inputs that VS Code asks the user for, in the form that a link needs.</summary>
    public static string Inputs() => Json(Tight, WriteInputs)["{\"inputs\":".Length..^1];

    private static void WriteInputs(Utf8JsonWriter json)
    {
        json.WriteStartArray("inputs");
        json.WriteStartObject();
        json.WriteString("type", "promptString");
        json.WriteString("id", InputId);
        json.WriteString("description", "CometAPI key");
        json.WriteBoolean("password", true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteServer(Utf8JsonWriter json, ClientGuide guide, StartCommand start, bool sandbox)
    {
        foreach (var (name, value) in guide.Extras.Where(extra => extra.Value != "*"))
            json.WriteString(name, value);
        json.WriteString("command", start.Command);
        json.WriteStartArray("args");
        foreach (var argument in start.Arguments)
            json.WriteStringValue(argument);
        json.WriteEndArray();
        if (!sandbox)
        {
            json.WriteStartObject("env");
            json.WriteString(KeyVariable, guide.KeyReference);
            json.WriteEndObject();
        }

        foreach (var (name, value) in guide.Extras.Where(extra => extra.Value == "*"))
        {
            json.WriteStartArray(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }
    }

    private static string Json(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Toml(ClientGuide guide, StartCommand start, bool sandbox)
    {
        var text = new StringBuilder()
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"[{guide.Root}.{ServerName}]\n")
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"command = {TomlString(start.Command)}\n")
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"args = [{string.Join(", ", start.Arguments.Select(TomlString))}]");
        if (!sandbox)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\nenv_vars = [{TomlString(guide.KeyReference)}]");
        return text.ToString();
    }

    /// <summary>Returns a TOML basic string, which uses the same escapes as JSON.</summary>
    private static string TomlString(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
