using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CometRunway.Sandbox.Intake;
using CometRunway.Sandbox.Rendering;

namespace CometRunway.Sandbox.Jobs;

/// <summary>Clips, rendered when first asked for. The last 20 are kept; an older one is rendered again and comes out the same.</summary>
internal sealed class ClipShelf(ClipStudio studio, bool normalizeRatio)
{
    private const int MaxClips = 20;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Id, Lazy<Task<byte[]>> Clip)> _clips = new();

    public Task<byte[]> GetAsync(Job job)
    {
        Lazy<Task<byte[]>> clip;
        lock (_lock)
        {
            clip = Take(job);
            _clips.AddFirst((job.Id, clip));
            if (_clips.Count > MaxClips)
            {
                _clips.RemoveLast();
            }
        }

        return clip.Value;
    }

    private Lazy<Task<byte[]>> Take(Job job)
    {
        for (var node = _clips.First; node is not null; node = node.Next)
        {
            if (node.Value.Id == job.Id)
            {
                _clips.Remove(node);
                return node.Value.Clip;
            }
        }

        return new(() => Task.Run(() => studio.Render(RequestOf(job))));
    }

    private ClipRequest RequestOf(Job job)
    {
        var (width, height) = FrameSize.Of(job.Order.Ratio, normalizeRatio);
        return new(job.Picture.Bytes, job.Picture.Name, width, height, job.Order.Duration, job.Order.Prompt, job.Order.Seed ?? SeedOf(job.Id));
    }

    /// <summary>Without a seed every take is different, but one task always gives the same bytes.</summary>
    private static long SeedOf(string id) => BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
