namespace CometRunway.Sandbox.Tests.Rendering;

internal sealed class SupportedSizes : TheoryData<int, int>
{
    public SupportedSizes()
    {
        foreach (var (width, height) in (ReadOnlySpan<(int, int)>)[
            (1280, 720), (720, 1280), (1104, 832), (832, 1104), (960, 960), (1584, 672), (1280, 768), (768, 1280), (1920, 1080), (1080, 1920)])
        {
            Add(width, height);
        }
    }
}
