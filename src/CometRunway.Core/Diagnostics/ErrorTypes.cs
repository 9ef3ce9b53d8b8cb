using System.Text;
using CometRunway.Errors;

namespace CometRunway.Diagnostics;

/// <summary>Maps exceptions to the values of the <c>error.type</c> tag.</summary>
internal static class ErrorTypes
{
    public const string Cancelled = "cancelled";

    public static string Of(Exception error) => error switch
    {
        CometApiException api => Snake(api.Kind.ToString()),
        IHasErrorType typed => typed.ErrorType,
        CometRunwayConnectionException { NeverConnected: true } => "never_connected",
        CometRunwayConnectionException => "no_answer",
        NotConfiguredException => "not_configured",
        TaskStoreUnavailableException => "ledger_unavailable",
        VideoStoreUnavailableException => "output_unavailable",
        AppStoppingException => "app_stopping",
        OperationCanceledException => Cancelled,
        _ => error.GetType().FullName!,
    };

    /// <summary>Converts a name to snake case, for example <c>RateLimited</c> to <c>rate_limited</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
