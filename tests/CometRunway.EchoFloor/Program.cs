using System.Text.Json;

// A minimal stdio server: reads a request and returns an empty response.
using var input = new StreamReader(Console.OpenStandardInput());
using var output = Console.OpenStandardOutput();
while (input.ReadLine() is { } line)
{
    using var request = JsonDocument.Parse(line);
    using (var answer = new Utf8JsonWriter(output))
    {
        answer.WriteStartObject();
        answer.WriteString("jsonrpc", "2.0");
        answer.WritePropertyName("id");
        request.RootElement.GetProperty("id").WriteTo(answer);
        answer.WriteStartObject("result");
        answer.WriteEndObject();
        answer.WriteEndObject();
    }

    output.Write("\n"u8);
    output.Flush();
}
