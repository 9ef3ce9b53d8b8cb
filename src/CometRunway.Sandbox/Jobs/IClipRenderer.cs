using CometRunway.Sandbox.Rendering;

namespace CometRunway.Sandbox.Jobs;

/// <summary>Renders clips. Tests replace it with a fake.</summary>
internal interface IClipRenderer
{
    byte[] Render(ClipRequest request);

    bool CanDecode(ReadOnlyMemory<byte> image);
}

/// <summary>The renderer that creates MP4 clips.</summary>
internal sealed class Mp4ClipRenderer : IClipRenderer
{
    public byte[] Render(ClipRequest request) => ClipRenderer.Render(request);

    public bool CanDecode(ReadOnlyMemory<byte> image) => ClipRenderer.CanDecode(image);
}
