using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>The control routes under <c>/_sandbox</c>, which the service does not have.</summary>
internal sealed class ControlEndpoints(SandboxOptions options, SandboxJournal journal, FaultPlan faults, JobStore jobs, ClipCache clips)
{
    public Task HealthAsync(HttpContext http)
    {
        var body = new Health(
            "ok",
            options.Shape.ToString().ToLowerInvariant(),
            options.Speed,
            options.StrictVersionHeader,
            options.Models,
            options.TimeProvider.GetUtcNow(),
            options.TimeProvider is SandboxClock,
            jobs.Count,
            faults.Paused.Count);
        return WriteAsync(http, 200, body, ControlJson.Readable.Health);
    }

    public Task JournalAsync(HttpContext http)
    {
        var tasks = journal.Tasks;
        var body = new JournalBody(tasks.Count, tasks.Sum(task => task.ChargedUsd), tasks, journal.Requests);
        return WriteAsync(http, 200, body, ControlJson.Readable.JournalBody);
    }

    public static Task FaultNamesAsync(HttpContext http)
    {
        FaultNameBody[] names = [.. FaultCatalog.All.Select(fault => new FaultNameBody(fault.Name, fault.On, fault.Description))];
        return WriteAsync(http, 200, names, ControlJson.Readable.IReadOnlyListFaultNameBody);
    }

    public Task FaultsAsync(HttpContext http) => WriteAsync(http, 200, faults.Rules, ControlJson.Readable.IReadOnlyListFaultRule);

    public Task ReplaceFaultsAsync(HttpContext http) => ApplyRulesAsync(http, rules => faults.Replace(rules));

    public Task AddFaultsAsync(HttpContext http) => ApplyRulesAsync(http, rules => faults.Add(rules));

    public Task ClearFaultsAsync(HttpContext http)
    {
        faults.Clear();
        return FaultsAsync(http);
    }

    public Task PausedAsync(HttpContext http)
    {
        PausedBody[] paused = [.. faults.Paused.Select(request => new PausedBody(request.Id, request.Point, request.TaskId))];
        return WriteAsync(http, 200, paused, ControlJson.Readable.IReadOnlyListPausedBody);
    }

    public Task ReleaseAllAsync(HttpContext http) => WriteAsync(http, 200, new ReleasedBody(faults.ReleaseAll()), ControlJson.Readable.ReleasedBody);

    public Task ReleaseAsync(HttpContext http)
    {
        var id = (string?)http.Request.RouteValues["id"];
        var paused = faults.Paused.FirstOrDefault(request => request.Id.ToString(CultureInfo.InvariantCulture) == id);
        paused?.Release();
        return paused is null ? WriteErrorAsync(http, 404, "No paused request has this id.") : WriteAsync(http, 200, new ReleasedBody(1), ControlJson.Readable.ReleasedBody);
    }

    /// <summary>The clip of a finished task, whatever the faults of its delivery.</summary>
    public async Task ClipAsync(HttpContext http)
    {
        if (jobs.Find((string?)http.Request.RouteValues["id"] ?? "") is not { } job || job.At(options.TimeProvider.GetUtcNow()).Status != JobStatus.Succeeded)
        {
            await WriteErrorAsync(http, 404, "No finished task has this id.").ConfigureAwait(false);
            return;
        }

        var clip = await clips.GetAsync(job).ConfigureAwait(false);
        http.Response.ContentType = "video/mp4";
        http.Response.ContentLength = clip.Length;
        await http.Response.Body.WriteAsync(clip, http.RequestAborted).ConfigureAwait(false);
    }

    public Task ClockAsync(HttpContext http) => WriteAsync(http, 200, Clock, ControlJson.Readable.ClockBody);

    public async Task AdvanceClockAsync(HttpContext http)
    {
        if (options.TimeProvider is not SandboxClock clock)
        {
            await WriteErrorAsync(http, 409, "The clock of this sandbox cannot be moved, because its TimeProvider is not a SandboxClock.").ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(http, ControlJson.Readable.AdvanceBody).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        try
        {
            clock.Advance(TimeSpan.FromSeconds(body.Seconds));
            await ClockAsync(http).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            await WriteErrorAsync(http, 400, "seconds must be at least 0, and the offset at most ten years in total.").ConfigureAwait(false);
        }
    }

    private ClockBody Clock => new(options.TimeProvider.GetUtcNow(), options.TimeProvider is SandboxClock);

    private async Task ApplyRulesAsync(HttpContext http, Action<IReadOnlyList<FaultRule>> apply)
    {
        if (await ReadAsync(http, ControlJson.Readable.FaultRuleBodyArray).ConfigureAwait(false) is not { } rules)
        {
            return;
        }

        try
        {
            apply([.. rules.Select(rule => rule?.ToRule() ?? throw new ArgumentException("A rule must not be null."))]);
            await FaultsAsync(http).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await WriteErrorAsync(http, 400, e.Message).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the body, or writes an error response and returns null.</summary>
    private static async Task<T?> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> info)
        where T : class
    {
        try
        {
            var bytes = await RequestBody.ReadAsync(http).ConfigureAwait(false);
            if (bytes is not null && JsonSerializer.Deserialize(bytes, info) is { } body)
            {
                return body;
            }

            await WriteErrorAsync(http, 400, "The body is null or too large.").ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            await WriteErrorAsync(http, 400, $"The body is invalid: {e.Message}").ConfigureAwait(false);
        }

        return null;
    }

    private static Task WriteErrorAsync(HttpContext http, int status, string error) => WriteAsync(http, status, new ControlError(error), ControlJson.Readable.ControlError);

    private static Task WriteAsync<T>(HttpContext http, int status, T body, JsonTypeInfo<T> info)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, info, cancellationToken: http.RequestAborted);
    }
}
