using System.Diagnostics.Metrics;
using CometRunway.Api.Http;
using CometRunway.Diagnostics;

namespace CometRunway.Api;

/// <summary>Measures requests to the service.</summary>
internal sealed class ApiTelemetry(CometRunwayTelemetry telemetry)
{
    private readonly Histogram<double> _requests =
        telemetry.Meter.CreateHistogram<double>("cometrunway.client.request.duration", "s", "Duration of requests to the service, including retries.");

    public async Task<T> MeasureAsync<T>(Operation operation, Uri address, Func<Task<T>> call, Func<T, Exception?>? failureOf = null)
    {
        using var measured = telemetry.Measure(_requests);
        measured.Tag(TelemetryTags.Operation, Name(operation));
        measured.Tag(TelemetryTags.ServerAddress, address.IdnHost);
        measured.Tag(TelemetryTags.ServerPort, address.Port);
        try
        {
            var response = await call().ConfigureAwait(false);
            if (failureOf?.Invoke(response) is { } failure)
                measured.Fail(ErrorTypes.Of(failure));
            else
                measured.Done();
            return response;
        }
        catch (Exception error)
        {
            measured.Fail(ErrorTypes.Of(error));
            throw;
        }
    }

    private static string Name(Operation operation) => operation switch
    {
        Operation.Create => "create",
        Operation.Read => "read",
        Operation.Cancel => "cancel",
        _ => "list_models",
    };
}
