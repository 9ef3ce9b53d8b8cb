using CometRunway.Pictures;
using CometRunway.Pictures.Fitting;
using CometRunway.TestKit.Files;
using SkiaSharp;

namespace CometRunway.Imaging.Tests.Testing;

/// <summary>Loads and fits pictures from a folder, as a request does, with the programs of this machine or without any.</summary>
internal sealed class Fitting : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SkiaPictureFitter _fitter = new();
    private readonly PictureLoader _loader;
    private readonly PictureFitting _fitting;

    public Fitting(bool withPrograms = false, bool withFitter = true)
    {
        _loader = new PictureLoader(PictureFolders.FromOptions([_folder.Path]));
        _fitting = new PictureFitting(withFitter ? _fitter : null, TimeProvider.System, withPrograms ? Environment.GetEnvironmentVariable("PATH") : "");
    }

    public async Task<FittedPicture> FitAsync(byte[] bytes, string? cropFocus = null, string? ratio = null, string name = "picture.bin")
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, name), bytes, TestContext.Current.CancellationToken);
        return await FitAsync(name, cropFocus, ratio);
    }

    public async Task<FittedPicture> FitAsync(string image, string? cropFocus = null, string? ratio = null)
    {
        var opened = await _fitting.OpenAsync(_loader.Load(image), TestContext.Current.CancellationToken);
        return await _fitting.FitAsync(opened, cropFocus, ratio, TestContext.Current.CancellationToken);
    }

    public Task<FramePreviewResult> PreviewAsync(FittedPicture fitted, string ratio) =>
        _fitting.PreviewAsync(fitted.Picture, ratio, TestContext.Current.CancellationToken);

    public static SKBitmap Shown(FittedPicture fitted) => SKBitmap.Decode(fitted.Picture!.Bytes.Span);

    public void Dispose()
    {
        _fitter.Dispose();
        _folder.Dispose();
    }
}
