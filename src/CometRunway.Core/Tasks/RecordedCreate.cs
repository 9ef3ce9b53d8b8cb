using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>A create request whose task is in the store.</summary>
/// <param name="task">The task.</param>
/// <param name="key">The key of its caller.</param>
/// <param name="request">The body.</param>
/// <param name="handedOver">Called when another process has taken the request over, so that a stop of this one need not wait for it.</param>
internal sealed class RecordedCreate(VideoTask task, ApiKey? key, CreateTaskRequest request, Action handedOver)
{
    public VideoTask Task { get; } = task;

    public ApiKey? Key { get; } = key;

    public CreateTaskRequest Request { get; } = request;

    public Action HandedOver { get; } = handedOver;
}
