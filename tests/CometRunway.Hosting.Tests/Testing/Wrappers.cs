using System.Net;
using CometRunway.Api;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Hosting.Tests.Testing;

/// <summary>The handlers that apps add to their HTTP clients.</summary>
public enum Wrapper
{
    /// <summary>Retries, timeouts and a circuit breaker, as Aspire's template adds them to all clients.</summary>
    StandardResilience,

    /// <summary>Hedging: a second request if the first is slow or fails.</summary>
    StandardHedging,

    /// <summary>A custom handler that sends the same request again.</summary>
    Retry,

    /// <summary>Like the custom handler, but it buffers the body first, as for logging, so the body can be sent several times.</summary>
    RetryOfABufferedBody,

    /// <summary>Like the custom handler, but the second request is a copy.</summary>
    RetryWithACopy,

    /// <summary>Two requests at once, of which the first response is used.</summary>
    Race,

    /// <summary>A custom handler that cancels its attempt after a short time and sends the same request again.</summary>
    AttemptTimeout,

    /// <summary>The same, but the second request is a copy.</summary>
    AttemptTimeoutWithACopy,

    /// <summary>A handler that reads the body, as for logging, and passes the request on.</summary>
    BodyLog,

    /// <summary>A primary handler that sends the same request again by itself.</summary>
    RepeatingPrimary,

    /// <summary>A primary handler that reads the body and then sends copies.</summary>
    CopyingPrimary,

    /// <summary>A class derived from <see cref="HttpClientHandler"/> that sends the same request again.</summary>
    RepeatingClientHandler,

    /// <summary>A class derived from <see cref="HttpClientHandler"/> that reads the body and sends the same request again.</summary>
    BufferingClientHandler,
}

/// <summary>Where the handler is registered.</summary>
public enum Place
{
    DefaultsBefore,
    DefaultsAfter,
    ByNameBefore,
    ByNameAfter,
}

/// <summary>Adds a wrapper to an app.</summary>
internal static class Wrappers
{
    public static Action<IServiceCollection>? Before(Wrapper wrapper, Place place) => place switch
    {
        Place.DefaultsBefore => services => services.ConfigureHttpClientDefaults(clients => Add(clients, wrapper)),
        Place.ByNameBefore => services => Add(services.AddHttpClient(CometRunwayHttpClients.Creates), wrapper),
        _ => null,
    };

    public static Action<IServiceCollection>? After(Wrapper wrapper, Place place) => place switch
    {
        Place.DefaultsAfter => services => services.ConfigureHttpClientDefaults(clients => Add(clients, wrapper)),
        Place.ByNameAfter => services => Add(services.AddHttpClient(CometRunwayHttpClients.Creates), wrapper),
        _ => null,
    };

    private static void Add(IHttpClientBuilder client, Wrapper wrapper)
    {
        switch (wrapper)
        {
            case Wrapper.StandardResilience:
                client.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1));
                break;
            case Wrapper.StandardHedging:
                client.AddStandardHedgingHandler();
                break;
            case Wrapper.Race:
                client.AddHttpMessageHandler(static () => new RaceHandler());
                break;
            case Wrapper.AttemptTimeout or Wrapper.AttemptTimeoutWithACopy:
                client.AddHttpMessageHandler(() => new AttemptTimeoutHandler(copies: wrapper == Wrapper.AttemptTimeoutWithACopy));
                break;
            case Wrapper.BodyLog:
                client.AddHttpMessageHandler(static () => new BodyLogHandler());
                break;
            case Wrapper.RepeatingPrimary:
                client.ConfigurePrimaryHttpMessageHandler(static () => new RetryHandler(Wrapper.Retry) { InnerHandler = new SocketsHttpHandler() });
                break;
            case Wrapper.CopyingPrimary:
                client.ConfigurePrimaryHttpMessageHandler(static () => new RetryHandler(Wrapper.RetryWithACopy) { InnerHandler = new SocketsHttpHandler() });
                break;
            case Wrapper.RepeatingClientHandler or Wrapper.BufferingClientHandler:
                client.ConfigurePrimaryHttpMessageHandler(() => new RetryingClientHandler(buffers: wrapper == Wrapper.BufferingClientHandler));
                break;
            default:
                client.AddHttpMessageHandler(() => new RetryHandler(wrapper));
                break;
        }
    }

    /// <summary>Makes up to three attempts after an exception or an unsuccessful response.</summary>
    internal sealed class RetryHandler(Wrapper wrapper) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = wrapper != Wrapper.Retry && request.Content is not null ? await request.Content.ReadAsByteArrayAsync(cancellationToken) : null;
            var first = await TryAsync(request, cancellationToken);
            if (first is { IsSuccessStatusCode: true })
                return first;
            await TryAsync(wrapper == Wrapper.RetryWithACopy ? Copy(request, body) : request, cancellationToken);
            return await base.SendAsync(wrapper == Wrapper.RetryWithACopy ? Copy(request, body) : request, cancellationToken);
        }

        private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (Exception error) when (error is HttpRequestException or InvalidOperationException)
            {
                return null;
            }
        }

        public static HttpRequestMessage Copy(HttpRequestMessage request, byte[]? body)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = body is null ? null : new ByteArrayContent(body) };
            foreach (var (name, values) in request.Headers)
                copy.Headers.TryAddWithoutValidation(name, values);
            return copy;
        }
    }

    private sealed class AttemptTimeoutHandler(bool copies) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
                return await base.SendAsync(request, cancellationToken);
            var body = copies ? await request.Content!.ReadAsByteArrayAsync(cancellationToken) : null;
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            attempt.CancelAfter(TimeSpan.FromMilliseconds(20));
            try
            {
                return await base.SendAsync(request, attempt.Token).WaitAsync(attempt.Token);
            }
            catch (OperationCanceledException)
            {
                return await base.SendAsync(copies ? RetryHandler.Copy(request, body) : request, cancellationToken);
            }
        }
    }

    private sealed class BodyLogHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
                await request.Content.LoadIntoBufferAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class RetryingClientHandler(bool buffers) : HttpClientHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (buffers && request.Content is not null)
                await request.Content.LoadIntoBufferAsync(cancellationToken);
            try
            {
                var first = await base.SendAsync(request, cancellationToken);
                if (first.IsSuccessStatusCode)
                    return first;
            }
            catch (HttpRequestException)
            {
                // The next attempt follows.
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class RaceHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var runners = new[] { base.SendAsync(request, cancellationToken), base.SendAsync(request, cancellationToken) };
            return await await Task.WhenAny(runners);
        }
    }
}

/// <summary>Controls when a handler times out, and reports that it has.</summary>
internal sealed class TimeoutTrigger
{
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource GaveUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Cancels the first attempt on a signal and retries, as an attempt timeout does.</summary>
internal sealed class RetryingTimeoutHandler(TimeoutTrigger trigger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post)
            return await base.SendAsync(request, cancellationToken);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = base.SendAsync(request, attempt.Token);
        await Task.WhenAny(sending, trigger.Release.Task).WithTestTimeout(CancellationToken.None);
        await attempt.CancelAsync();
        trigger.GaveUp.TrySetResult();
        try
        {
            return await sending;
        }
        catch (OperationCanceledException)
        {
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>Fails on a signal without cancelling its attempt, and reports when the attempt has ended.</summary>
internal sealed class AbandoningHandler(TimeoutTrigger trigger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sending = base.SendAsync(request, cancellationToken);
        _ = sending.ContinueWith(_ => trigger.GaveUp.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await trigger.Release.Task.WithTestTimeout(CancellationToken.None);
        throw new TimeoutException();
    }
}

/// <summary>Connects on a signal and ignores cancellation.</summary>
internal sealed class DelayedConnectionHandler(Task connected) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await connected.WithTestTimeout(CancellationToken.None);
        return await base.SendAsync(request, CancellationToken.None);
    }
}

/// <summary>Sends the request and never returns its response.</summary>
internal sealed class SilentHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await base.SendAsync(request, cancellationToken);
        return await new TaskCompletionSource<HttpResponseMessage>().Task;
    }
}

/// <summary>Sends the request with another handler, bypassing the pipeline, and then fails.</summary>
internal sealed class BypassingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var other = new HttpMessageInvoker(new SocketsHttpHandler());
        using var answer = await other.SendAsync(request, cancellationToken);
        throw new HttpRequestException("after it was sent");
    }
}

/// <summary>Responds instead of the service, as an app's test double does.</summary>
internal sealed class StubHandler(HttpStatusCode status, string body) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") });
}
