namespace CometRunway.Sandbox.Jobs;

/// <summary>The fields in which gateways put the link to a finished clip.</summary>
internal enum LinkField
{
    /// <summary>The first element of <c>output</c>, as in Runway's documentation.</summary>
    Output,

    /// <summary>No field: the task succeeds without a link.</summary>
    None,

    /// <summary><c>fail_reason</c> of the gateway's record, as in its old adaptors.</summary>
    FailReason,

    /// <summary><c>result_url</c> of the gateway's record, and not in Runway's object, as in newer gateways.</summary>
    ResultUrl,

    /// <summary><c>metadata.url</c>.</summary>
    Metadata,

    /// <summary><c>video.url</c>.</summary>
    Video,

    /// <summary><c>output.video_url</c>: <c>output</c> is an object.</summary>
    OutputObject,

    /// <summary><c>output</c> is a string that contains a JSON array.</summary>
    ListInText,
}

/// <summary>The kinds of links to a finished clip.</summary>
internal enum LinkKind
{
    /// <summary>An absolute signed link.</summary>
    Signed,

    /// <summary>The gateway's own <c>/v1/videos/{id}/content</c>, which requires the API key of the task.</summary>
    KeyRequired,

    /// <summary>The same; it redirects to a signed link with another host name.</summary>
    KeyRequiredThenRedirect,

    /// <summary>A link whose signature covers the percent-escapes of its path and query as they are written.</summary>
    Escaped,

    /// <summary>A link without scheme and host.</summary>
    RelativePath,

    /// <summary>A link without scheme.</summary>
    RelativeHost,

    /// <summary>A link with plain http to a host that does not exist, so it can never be fetched.</summary>
    PlainHttp,
}

/// <summary>How the bytes of a clip are transferred.</summary>
internal enum ClipTransfer
{
    /// <summary>As they are, with range requests.</summary>
    Plain,

    /// <summary>Compressed, although the client accepts no compression.</summary>
    Gzip,

    /// <summary>As they are, with a header that says that they are compressed.</summary>
    GzipLabel,

    /// <summary>Complete, with status 206 although the client requested no range.</summary>
    CompleteRange,

    /// <summary>A request without a range is answered with status 206 and the first half.</summary>
    FirstHalf,
}
