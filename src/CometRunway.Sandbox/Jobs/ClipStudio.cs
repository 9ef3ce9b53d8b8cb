using CometRunway.Sandbox.Rendering;

namespace CometRunway.Sandbox.Jobs;

/// <summary>Who renders clips.</summary>
internal sealed record ClipStudio(Func<ClipRequest, byte[]> Render, Func<ReadOnlyMemory<byte>, bool> CanDecode)
{
    public static ClipStudio Real { get; } = new(ClipRenderer.Render, ClipRenderer.CanDecode);
}
