using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.TestKit.Files;
using SkiaSharp;

namespace CometRunway.Imaging.Tests.Testing;

/// <summary>Loads and fits images from a folder, as a request does, with the programs of this machine or without any.</summary>
internal sealed class Fitting : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SkiaImageTransformer _fitter = new();
    private readonly ImageLoader _loader;
    private readonly ImageTransformation _fitting;

    public Fitting(bool withPrograms = false, bool withFitter = true)
    {
        _loader = new ImageLoader(ImageFolders.FromOptions([_folder.Path]));
        _fitting = new ImageTransformation(withFitter ? _fitter : null, TimeProvider.System, withPrograms ? Environment.GetEnvironmentVariable("PATH") : "");
    }

    public async Task<TransformedImage> TransformAsync(byte[] bytes, string? cropFocus = null, string? ratio = null, string name = "picture.bin")
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, name), bytes, TestContext.Current.CancellationToken);
        return await TransformAsync(name, cropFocus, ratio);
    }

    public async Task<TransformedImage> TransformAsync(string image, string? cropFocus = null, string? ratio = null)
    {
        var opened = await _fitting.OpenAsync(_loader.Load(image), TestContext.Current.CancellationToken);
        return await _fitting.TransformAsync(opened, cropFocus, ratio, TestContext.Current.CancellationToken);
    }

    public Task<FramePreviewResult> PreviewAsync(TransformedImage fitted, string ratio) =>
        _fitting.PreviewAsync(fitted.Image, ratio, TestContext.Current.CancellationToken);

    public static SKBitmap DisplayText(TransformedImage fitted) => SKBitmap.Decode(fitted.Image!.Bytes.Span);

    public void Dispose()
    {
        _fitter.Dispose();
        _folder.Dispose();
    }
}
