using System.Text.Json;
using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Intake;
using CometRunway.Sandbox.Pictures;

namespace CometRunway.Sandbox.Api;

/// <summary><c>POST /runwayml/v1/image_to_video</c>: key, gateway checks, Runway's checks, picture; only then is a task taken.</summary>
internal sealed class CreateEndpoint(Gate gate, ModelShelf models, PictureDesk pictures, Acceptance acceptance, SandboxOptions options)
{
    public async Task<Answer> HandleAsync(Exchange exchange)
    {
        if (await RequestBody.ReadAsync(exchange.Http).ConfigureAwait(false) is not { } bytes)
        {
            return Refuse(exchange, 413, "", "request body too large");
        }

        using var body = RequestBody.ParseObject(bytes);
        exchange.Model = body is null ? null : TextOf(body.RootElement, "model");
        if (await gate.Stage.BeforeAsync(exchange).ConfigureAwait(false) is { } trouble)
        {
            return trouble;
        }

        var answer = await JudgeAsync(exchange, body, bytes.Length).ConfigureAwait(false);
        return await gate.Stage.AfterAsync(exchange, answer).ConfigureAwait(false);
    }

    private async Task<Answer> JudgeAsync(Exchange exchange, JsonDocument? body, int length)
    {
        var request = exchange.Http.Request;
        var version = request.Headers[VersionHeader.Name] is [{ } sent] ? sent : null;
        if (gate.Bearer.AccountOf(request) is not { } account)
        {
            return BearerGate.Refusal(exchange.RequestId);
        }

        if (JudgeAtGateway(exchange, body) is { } refusal)
        {
            return refusal;
        }

        if (options.StrictVersionHeader && !VersionHeader.IsDate(version))
        {
            return Upstream(FaultBodies.Upstream($"{VersionHeader.Name} header is required, for example {VersionHeader.Current}"));
        }

        var reader = new OrderReader(body!.RootElement, models.Find(exchange.Model!)!, VersionHeader.IsOlder(version));
        return reader.Read() is { } order
            ? await TakeAsync(exchange, account, order, length).ConfigureAwait(false)
            : Upstream(FaultBodies.Validation(reader.Issues));
    }

    private Answer? JudgeAtGateway(Exchange exchange, JsonDocument? body)
    {
        if (body is null)
        {
            return Refuse(exchange, 400, "invalid_request", "the body is not a JSON object");
        }

        if (string.IsNullOrEmpty(exchange.Model))
        {
            return Refuse(exchange, 400, "", "model name is required");
        }

        if (models.Find(exchange.Model) is null)
        {
            var known = exchange.Model.Length > 100 ? exchange.Model[..100] : exchange.Model;
            return Refuse(exchange, 503, "model_not_found", $"no available channel for group default and model {known} (distributor)");
        }

        var image = body.RootElement.TryGetProperty("promptImage", out var value) ? value : default;
        return image.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (image.ValueKind == JsonValueKind.String && image.GetString()!.Length == 0)
            ? Answer.Json(400, FaultBodies.Relay("prompt_image_empty"))
            : null;
    }

    private async Task<Answer> TakeAsync(Exchange exchange, string account, Order order, int length)
    {
        Picture picture;
        try
        {
            // Not the client's token: the service goes on with a request it has read, whether or not the client stays.
            picture = await pictures.TakeAsync(order.PictureUri, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PictureRefusedException refused)
        {
            return Upstream(FaultBodies.Asset(refused.Message));
        }

        exchange.TaskId = acceptance.Accept(account, order, picture, length, hidden: exchange.Fault?.Fault is AnswerFault { HidesTask: true });
        exchange.Accepted = true;
        return Answer.Json(200, new CreatedBody(exchange.TaskId), SandboxJson.Wire.CreatedBody);
    }

    private Answer Upstream(string body) =>
        Answer.Json(400, options.MaskUpstream ? FaultBodies.FailToFetch(body, mask: true) : body);

    private static Answer Refuse(Exchange exchange, int status, string code, string message) =>
        Answer.Json(status, FaultBodies.Gateway(exchange.Scene, code, message));

    private static string? TextOf(JsonElement body, string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
