using System.Net;
using CometRunway.Core.Tests.Api;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.Core.Tests.Errors;

/// <summary>The messages of the exceptions of calls, word for word.</summary>
public sealed class ErrorSentenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_EveryFailure_SaysWhatIsKept()
    {
        var sentences = new Sentences("api-errors");
        (ApiErrorKind Kind, int Status, string Fixture)[] answers =
        [
            (ApiErrorKind.InvalidRequest, 400, "error-e1-model-required"),
            (ApiErrorKind.ReasonHidden, 400, "error-e2-masked"),
            (ApiErrorKind.ImageRefused, 400, "error-e3-asset"),
            (ApiErrorKind.InvalidKey, 401, ""),
            (ApiErrorKind.Forbidden, 403, "error-e1-model-required"),
            (ApiErrorKind.InsufficientBalance, 403, "error-e2-quota"),
            (ApiErrorKind.ModelNotOffered, 503, "error-e1-model-not-found"),
            (ApiErrorKind.TooLarge, 413, ""),
            (ApiErrorKind.RateLimited, 429, ""),
            (ApiErrorKind.WrongAddress, 404, ""),
            (ApiErrorKind.ServiceFault, 503, ""),
        ];
        (string Name, Action<ScriptedHandler> Answer)[] unreadable =
        [
            ("redirect", handler => handler.Answer(HttpStatusCode.MovedPermanently)),
            ("web page", handler => handler.Answer(HttpStatusCode.OK, "<!doctype html><html>", "text/html")),
            ("empty", handler => handler.Answer(HttpStatusCode.OK)),
            ("no task id", handler => handler.Answer(HttpStatusCode.OK, """{"object":"none"}""")),
            ("other", handler => handler.Answer(HttpStatusCode.OK, "none", "text/plain")),
        ];

        foreach (var (kind, status, fixture) in answers)
        {
            var error = await CreateAsync<CometApiException>(handler => handler.Answer((HttpStatusCode)status, fixture.Length == 0 ? "" : Fixtures.Text(fixture)));
            Assert.Equal(kind, error.Kind);
            sentences.Add(kind.ToString(), error.Message);
        }

        foreach (var (name, answer) in unreadable)
        {
            var error = await CreateAsync<CometApiException>(answer);
            Assert.Equal(ApiErrorKind.UnreadableAnswer, error.Kind);
            sentences.Add($"UnreadableAnswer, {name}", error.Message);
        }

        sentences.Add("NoSuchTask", (await ReadAsync<CometApiException>(handler => handler.Answer(HttpStatusCode.NotFound, Fixtures.Text("error-e3-no-task")))).Message);
        sentences.Add("create, not connected", (await CreateAsync<CometRunwayConnectionException>(handler => Fail(handler, times: 9))).Message);
        sentences.Add("create, no answer", (await CreateAsync<CometRunwayConnectionException>(handler => handler.BreakAfterSending())).Message);
        sentences.Add("no key", (await CreateAsync<NotConfiguredException>(_ => { }, options => options.ApiKey = null)).Message);
        sentences.Add("key is a placeholder", (await CreateAsync<NotConfiguredException>(_ => { }, options => options.ApiKey = new ApiKey("${COMETAPI_KEY}"))).Message);
        sentences.Add("app is stopping", new AppStoppingException().Message);
        sentences.Verify();
    }

    private static void Fail(ScriptedHandler handler, int times)
    {
        for (var i = 0; i < times; i++)
            handler.FailToConnect();
    }

    private static async Task<T> CreateAsync<T>(Action<ScriptedHandler> script, Action<CometRunwayOptions>? configure = null)
        where T : Exception
    {
        using var rig = new ClientRig(configure);
        script(rig.Handler);
        return await Assert.ThrowsAsync<T>(() => rig.CreateAsync(ClientRig.Request(), Token));
    }

    private static async Task<T> ReadAsync<T>(Action<ScriptedHandler> script)
        where T : Exception
    {
        using var rig = new ClientRig();
        script(rig.Handler);
        return await Assert.ThrowsAsync<T>(() => rig.Client.GetAsync(rig.ApiKey, "t", cancellationToken: Token));
    }
}
