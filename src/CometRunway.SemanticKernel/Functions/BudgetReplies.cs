using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Options;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies for a reached limit of the user.</summary>
internal static class BudgetReplies
{
    /// <summary>Returns what is left of each limit that is set; null if none is set.</summary>
    public static LimitsReply? Left(IReadOnlyList<BudgetStanding> limits)
    {
        return limits.Count == 0 ? null : new() { TasksPerHour = Of(BudgetLimit.TasksPerHour), TasksPerDay = Of(BudgetLimit.TasksPerDay), SecondsPerDay = Of(BudgetLimit.SecondsPerDay) };

        LimitReply? Of(BudgetLimit which) =>
            limits.FirstOrDefault(limit => limit.Limit == which) is { Left: { } left, Allowed: { } allowed } ? new(left, allowed) : null;
    }

    public static ErrorReply Refused(BudgetRefusal refusal, string? model, DateTimeOffset now, SettingNames names, bool wasAsked = false)
    {
        var freesUp = refusal.RetryAfter(now) is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : (int?)null;
        return new ErrorReply
        {
            Message = $"Nothing was created and nothing was charged: {Limit(refusal)} is reached. {When(freesUp)} {Fits(refusal, model)}"
                + (wasAsked
                    ? "The user was asked to allow this one and gave no yes: do not call again for it unless they tell you to. "
                    : "")
                + $"Only a person can raise it: {Raise(refusal.Limit, names, wasAsked)}.",
            Code = ErrorCodes.BudgetReached,
            Charged = "no",
            Retryable = freesUp is not null,
            RetryAfterSeconds = freesUp,
        };
    }

    /// <summary>Names the longest video of the model that fits now.</summary>
    private static string Fits(BudgetRefusal refusal, string? model) =>
        refusal.SecondsThatFit is { } most && ModelCatalog.Default.Find(model)?.Durations.Where(seconds => seconds <= most).DefaultIfEmpty().Max() is { } seconds and > 0
            ? $"A video of {seconds} s fits now, if the user wants that instead. "
            : "";

    private static string Raise(BudgetLimit limit, SettingNames names, bool wasAsked)
    {
        var change = $"change {names.InWords(BudgetSettings.PropertyOf(limit))}";
        return wasAsked && names.AreVariables ? $"they can {change}" : names.Ask(change);
    }

    /// <summary>Describes the limit and how much of it is used.</summary>
    public static string Limit(BudgetRefusal refusal) => refusal.Limit switch
    {
        BudgetLimit.TasksPerHour => $"the user's limit of {refusal.Allowed} tasks an hour ({refusal.Used} used)",
        BudgetLimit.TasksPerDay => $"the user's limit of {refusal.Allowed} tasks a day ({refusal.Used} used)",
        _ => $"the user's limit of {refusal.Allowed} seconds of video a day ({refusal.Used} used, {refusal.Asked} asked)",
    };

    private static string When(int? seconds) => seconds switch
    {
        null => "It does not free up by itself.",
        < 120 => $"It frees up in {seconds} s.",
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"It frees up in {seconds / 60.0:0} min."),
        _ => string.Create(CultureInfo.InvariantCulture, $"It frees up in {seconds / 3600.0:0.#} h."),
    };
}
