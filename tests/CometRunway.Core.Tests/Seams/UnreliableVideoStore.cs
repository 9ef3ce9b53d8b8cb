using CometRunway.Options;
using CometRunway.Videos;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Options;
using Moq;

namespace CometRunway.Core.Tests.Seams;

/// <summary>The folder store, of which one step fails while <see cref="IsBroken"/> is set.</summary>
internal sealed class UnreliableVideoStore
{
    public const string Find = "find";
    public const string Create = "create";
    public const string Write = "write";
    public const string Commit = "commit";
    public const string Describe = "describe";
    public const string Dispose = "dispose";

    private readonly FolderVideoStore _real;
    private readonly string _step;
    private readonly Func<CancellationToken, Task> _fail;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="folder">Where the videos go.</param>
    /// <param name="step">Which step fails.</param>
    /// <param name="fail">How it fails: a task that never succeeds.</param>
    public UnreliableVideoStore(string folder, string step, Func<CancellationToken, Task> fail)
    {
        _real = new FolderVideoStore(new OutputFolder(new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions { OutputDirectory = folder })), TimeProvider.System);
        (_step, _fail) = (step, fail);
        var store = new Mock<IVideoStore>(MockBehavior.Strict);
        store.Setup(s => s.Location).Returns(_real.Location);
        store.Setup(s => s.FindAsync(It.IsAny<VideoName>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns((VideoName name, string? hash, CancellationToken token) => TakeAsync(Find, () => _real.FindAsync(name, hash, token), token));
        store.Setup(s => s.CreateAsync(It.IsAny<VideoName>(), It.IsAny<CancellationToken>()))
            .Returns((VideoName name, CancellationToken token) => TakeAsync(Create, async () => Writer(await _real.CreateAsync(name, token)), token));
        store.Setup(s => s.DescribeAsync(It.IsAny<string>(), It.IsAny<VideoSidecar>(), It.IsAny<CancellationToken>()))
            .Returns((string location, VideoSidecar sidecar, CancellationToken token) => TakeAsync(Describe, () => _real.DescribeAsync(location, sidecar, token), token));
        Store = store.Object;
    }

    public IVideoStore Store { get; }

    public bool IsBroken { get; set; } = true;

    /// <summary>Ends when the failing step was reached.</summary>
    public Task Reached => _reached.Task;

    private IVideoWriter Writer(IVideoWriter real)
    {
        var writer = new Mock<IVideoWriter>(MockBehavior.Strict);
        writer.Setup(w => w.Content).Returns(new UnreliableStream(real.Content, token => TakeAsync(Write, () => Task.FromResult(true), token)));
        writer.Setup(w => w.CommitAsync(It.IsAny<CancellationToken>())).Returns((CancellationToken token) => TakeAsync(Commit, () => real.CommitAsync(token), token));
        writer.Setup(w => w.DisposeAsync()).Returns(async () =>
        {
            await real.DisposeAsync();
            await TakeAsync(Dispose, () => Task.FromResult(true), CancellationToken.None);
        });
        return writer.Object;
    }

    private async Task<T> TakeAsync<T>(string step, Func<Task<T>> call, CancellationToken token)
    {
        if (IsBroken && step == _step)
        {
            _reached.TrySetResult();
            await _fail(token);
        }

        return await call();
    }

    private sealed class UnreliableStream(Stream real, Func<CancellationToken, Task> beforeWrite) : Stream
    {
        public override bool CanRead => real.CanRead;

        public override bool CanSeek => real.CanSeek;

        public override bool CanWrite => real.CanWrite;

        public override long Length => real.Length;

        public override long Position
        {
            get => real.Position;
            set => real.Position = value;
        }

        public override void Flush() => real.Flush();

        public override int Read(byte[] buffer, int offset, int count) => real.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => real.Seek(offset, origin);

        public override void SetLength(long value) => real.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => real.Write(buffer, offset, count);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await beforeWrite(cancellationToken);
            await real.WriteAsync(buffer, cancellationToken);
        }
    }
}
