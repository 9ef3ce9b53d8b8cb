using CometRunway.SemanticKernel;

namespace Microsoft.SemanticKernel;

/// <summary>Creates a kernel for one caller.</summary>
public static class CometRunwayKernelExtensions
{
    /// <summary>
    /// Returns a copy of the kernel in which the CometRunway functions of one caller replace the shared ones. The original kernel is not changed, so
    /// it can be shared. The call is inexpensive.
    /// </summary>
    /// <param name="kernel">A kernel that contains the plugin.</param>
    /// <param name="callerId">A string that identifies the caller. It is hashed; it is not stored or sent.</param>
    /// <exception cref="InvalidOperationException">The kernel does not contain the plugin.</exception>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static Kernel ForCometRunwayCaller(this Kernel kernel, string callerId)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentException.ThrowIfNullOrWhiteSpace(callerId);
        var shared = kernel.Plugins.OfType<CometRunwayPlugin>().FirstOrDefault()
            ?? throw new InvalidOperationException("This kernel has no CometRunway plugin. Add it while the kernel is built: builder.Plugins.AddCometRunway(...).");
        var copy = kernel.Clone();
        copy.Plugins.Remove(shared);
        copy.Plugins.Add(shared.ForCaller(callerId));
        return copy;
    }
}
