using CometRunway.Api.Wire;

namespace CometRunway.Api.Http;

/// <summary>The endpoint addresses of the gateway, relative to a normalised base address.</summary>
internal sealed class Endpoints(Uri baseAddress)
{
    private readonly string _root = baseAddress.AbsoluteUri.TrimEnd('/');

    public Uri ImageToVideo => new(_root + "/runwayml/v1/image_to_video");

    public Uri Models => new(_root + "/api/models");

    public Uri Task(string taskId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(taskId);
        if (!TaskIds.IsUsable(taskId))
            throw new ArgumentException($"The task id is invalid. It must have at most {TaskIds.MaxLength} characters and no control characters.", nameof(taskId));
        return new Uri(_root + "/runwayml/v1/tasks/" + Uri.EscapeDataString(taskId));
    }
}
