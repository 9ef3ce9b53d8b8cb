using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Rendering;

namespace CometRunway.Sandbox.Tests.Testing;

/// <summary>Renders what a function returns, and accepts any bytes as an image.</summary>
internal sealed class FakeClipRenderer(Func<ClipRequest, byte[]> render) : IClipRenderer
{
    public byte[] Render(ClipRequest request) => render(request);

    public bool CanDecode(ReadOnlyMemory<byte> image) => true;
}
