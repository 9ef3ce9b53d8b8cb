namespace CometRunway.Sandbox.Rendering;

/// <summary>What a clip is made from.</summary>
/// <param name="Picture">The encoded picture (PNG, JPEG or WebP), or null for a stand-in drawn from <paramref name="PictureName"/>.</param>
/// <param name="PictureName">Where the picture came from; a stand-in is a function of this text alone.</param>
/// <param name="Width">Width of the clip in pixels; even, 16 to 1920.</param>
/// <param name="Height">Height of the clip in pixels; even, 16 to 1920.</param>
/// <param name="Seconds">Length of the clip in seconds.</param>
/// <param name="Prompt">The prompt; its motion words choose direction and amount of the camera move.</param>
/// <param name="Seed">The same request and seed give the same bytes.</param>
public sealed record ClipRequest(ReadOnlyMemory<byte>? Picture, string PictureName, int Width, int Height, int Seconds, string? Prompt, long Seed);
