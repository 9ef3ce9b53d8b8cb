using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Api;

/// <summary>Writes the links to clips.</summary>
internal static class OutputLinks
{
    /// <summary>Returns the link to the clip of a task, of the kind that its script specifies.</summary>
    /// <param name="job">The task.</param>
    /// <param name="links">Signs the link.</param>
    /// <param name="authority">The host and port of the sandbox.</param>
    public static string Write(Job job, LinkSigner links, string authority) => job.Script.LinkKind switch
    {
        LinkKind.KeyRequired or LinkKind.KeyRequiredThenRedirect => $"http://{authority}/v1/videos/{job.Id}/content",
        // Written as text: a Uri would change the percent-escapes.
        LinkKind.Escaped => $"http://{authority}{links.SignTarget($"/v/out%2Dputs/clip%5F{job.Id}.mp4")}",
        LinkKind.RelativePath => Signed(job, links),
        LinkKind.RelativeHost => $"//{authority}{Signed(job, links)}",
        LinkKind.PlainHttp => $"http://videos.invalid{Signed(job, links)}",
        _ => $"http://{authority}{Signed(job, links)}",
    };

    /// <summary>Returns path and query of the signed link.</summary>
    public static string Signed(Job job, LinkSigner links) => $"/outputs/{job.Id}.mp4?_jwt={links.Sign(job.Id)}";
}
