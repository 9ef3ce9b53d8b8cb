using CometRunway.Requests;

namespace CometRunway.Store.Sqlite;

/// <summary>An outcome that could not be written to the database, with the data to insert the row again.</summary>
internal sealed record JournaledOutcome(string Handle, DateTimeOffset At, SubmissionOutcome Outcome, VideoTask? Row);

/// <summary>
/// The JSON form of <see cref="JournaledOutcome"/>. It contains only the data that is required to insert a lost row again. Existing files use these
/// property names, so their meaning must not change.
/// </summary>
internal sealed record JournalEntry(string Handle, DateTimeOffset At, JournalEntry.OutcomeEntry Outcome)
{
    public RowEntry? Row { get; init; }

    public static JournalEntry Of(JournaledOutcome outcome) =>
        new(outcome.Handle, outcome.At, OutcomeEntry.Of(outcome.Outcome)) { Row = RowEntry.Of(outcome.Row) };

    /// <summary>Returns the outcome; null if the entry is invalid.</summary>
    public JournaledOutcome? ToOutcome() =>
        Handles.IsWellFormed(Handle) && Outcome.ToOutcome() is { } outcome ? new JournaledOutcome(Handle, At, outcome, Row?.ToTask()) : null;

    internal sealed record OutcomeEntry(string State)
    {
        public string? TaskId { get; init; }

        public bool MayNeverBecomeVisible { get; init; }

        public bool IdFromError { get; init; }

        public double? Credits { get; init; }

        public string? Code { get; init; }

        public string? Message { get; init; }

        public string? UnconfirmedId { get; init; }

        public static OutcomeEntry Of(SubmissionOutcome outcome) => outcome switch
        {
            SubmissionOutcome.Accepted accepted => new(nameof(VideoTaskState.Accepted))
            {
                TaskId = accepted.TaskId,
                MayNeverBecomeVisible = accepted.MayNeverBecomeVisible,
                IdFromError = accepted.IdFromError,
                Credits = accepted.Credits,
            },
            SubmissionOutcome.Rejected rejected => new(nameof(VideoTaskState.Rejected)) { Code = rejected.Code, Message = rejected.Message, UnconfirmedId = rejected.UnconfirmedId },
            SubmissionOutcome.Unknown unknown => new(nameof(VideoTaskState.Unknown)) { Code = unknown.Code, Message = unknown.Message, UnconfirmedId = unknown.UnconfirmedId },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

        public SubmissionOutcome? ToOutcome() => State switch
        {
            nameof(VideoTaskState.Accepted) when TaskId is not null =>
                new SubmissionOutcome.Accepted(TaskId) { MayNeverBecomeVisible = MayNeverBecomeVisible, IdFromError = IdFromError, Credits = Credits },
            nameof(VideoTaskState.Rejected) => new SubmissionOutcome.Rejected(Code ?? "", Message ?? "") { UnconfirmedId = UnconfirmedId },
            nameof(VideoTaskState.Unknown) => new SubmissionOutcome.Unknown(Code ?? "", Message ?? "") { UnconfirmedId = UnconfirmedId },
            _ => null,
        };
    }

    internal sealed record ScopeEntry(string Value)
    {
        public string? Account { get; init; }

        /// <summary>Null in files of versions before 5 of the database.</summary>
        public string? Caller { get; init; }
    }

    internal sealed record RowEntry(string Handle, ScopeEntry Scope, string Fingerprint, string Model, string ImageName, string ApiVersion, DateTimeOffset CreatedAt)
    {
        public string? State { get; init; }

        public long Revision { get; init; }

        public string? Ratio { get; init; }

        public int? Duration { get; init; }

        public long? Seed { get; init; }

        public bool Watermark { get; init; }

        public string? Prompt { get; init; }

        /// <summary>
        /// Null in files of older versions, which contain only the separate properties. The separate properties repeat these settings for older
        /// versions.
        /// </summary>
        public VideoSettings? Settings { get; init; }

        public string? ImageSha256 { get; init; }

        public decimal? EstimatedCost { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public string? Warning { get; init; }

        public string? RequestId { get; init; }

        public string? UnconfirmedId { get; init; }

        public static RowEntry? Of(VideoTask? row) => row is null
            ? null
            : new(row.Handle, new(row.Scope.Value) { Account = row.Scope.Account, Caller = row.Scope.Caller }, row.Fingerprint, row.Settings.Model ?? "", row.ImageName, row.ApiVersion, row.CreatedAt)
            {
                State = row.State.ToString(),
                Revision = row.Revision,
                Ratio = row.Settings.Ratio,
                Duration = row.Settings.Duration,
                Seed = row.Settings.Seed,
                Watermark = row.Settings.Watermark,
                Prompt = row.Settings.Prompt,
                Settings = row.Settings,
                ImageSha256 = row.ImageSha256,
                EstimatedCost = row.EstimatedCost,
                UpdatedAt = row.UpdatedAt,
                Warning = row.Warning,
                RequestId = row.RequestId,
                UnconfirmedId = row.UnconfirmedId,
            };

        public VideoTask ToTask() => new()
        {
            Handle = Handle,
            Scope = new TaskScope(Scope.Value) { Account = Scope.Account ?? Scope.Value, Caller = Scope.Caller ?? Scope.Value },
            // All other states are read as unknown, because the entry does not contain the data of later states.
            State = State == nameof(VideoTaskState.Submitting) ? VideoTaskState.Submitting : VideoTaskState.Unknown,
            Revision = Revision,
            Fingerprint = Fingerprint,
            Settings = Settings ?? new VideoSettings { Model = Model, Ratio = Ratio, Duration = Duration, Seed = Seed, Watermark = Watermark, Prompt = Prompt },
            ImageName = ImageName,
            ImageSha256 = ImageSha256,
            ApiVersion = ApiVersion,
            EstimatedCost = EstimatedCost,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Warning = Warning,
            RequestId = RequestId,
            UnconfirmedId = UnconfirmedId,
        };
    }
}
