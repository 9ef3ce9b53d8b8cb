using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CometRunway.Sandbox.Rendering;
using CometRunway.Sandbox.Requests;

namespace CometRunway.Sandbox.Jobs;

/// <summary>Renders clips on first use and caches the last 20. A clip that is rendered again has the same bytes.</summary>
internal sealed class ClipCache(IClipRenderer renderer, bool normalizeRatio)
{
    private const int MaxClips = 20;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Id, Lazy<Task<byte[]>> Clip)> _clips = new();

    public Task<byte[]> GetAsync(Job job)
    {
        Lazy<Task<byte[]>> clip;
        lock (_lock)
        {
            clip = GetOrCreate(job);
            _clips.AddFirst((job.Id, clip));
            if (_clips.Count > MaxClips)
            {
                _clips.RemoveLast();
            }
        }

        return clip.Value;
    }

    private Lazy<Task<byte[]>> GetOrCreate(Job job)
    {
        for (var node = _clips.First; node is not null; node = node.Next)
        {
            if (node.Value.Id == job.Id)
            {
                _clips.Remove(node);
                return node.Value.Clip;
            }
        }

        return new(() => Task.Run(() => renderer.Render(RequestOf(job))));
    }

    private ClipRequest RequestOf(Job job)
    {
        var (width, height) = FrameSize.FromRatio(job.Request.Ratio, normalizeRatio);
        return new(job.Image.Bytes, job.Image.Name, width, height, job.Request.Duration, job.Request.Prompt, job.Request.Seed ?? SeedFrom(job.Id));
    }

    /// <summary>Returns the seed for a request without one. It is derived from the task id, so that a task always has the same bytes.</summary>
    private static long SeedFrom(string id) => BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
