using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// Recognises a repeated request although the defaults have changed since: the models on offer, the default model or the API version. The caller repeated
/// the same call, so it is the same request.
/// </summary>
internal static class RepeatedRequest
{
    /// <summary>Returns true if the request equals that of the earlier task, with the values that the caller left open as they were chosen then.</summary>
    public static bool IsOf(VideoTask earlier, PreparedRequest prepared)
    {
        var asked = prepared.Requested;
        var sent = prepared.ToSend();
        var then = sent with
        {
            Model = string.IsNullOrWhiteSpace(asked.Model) ? earlier.Settings.Model : sent.Model,
            Ratio = string.IsNullOrWhiteSpace(asked.Ratio) ? earlier.Settings.Ratio : sent.Ratio,
            Duration = asked.Duration ?? earlier.Settings.Duration,
        };
        return RequestFingerprint.Of(prepared.Image!, then, earlier.ApiVersion) == earlier.Fingerprint;
    }
}
