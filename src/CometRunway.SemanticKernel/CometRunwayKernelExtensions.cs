using CometRunway.SemanticKernel;

namespace Microsoft.SemanticKernel;

/// <summary>Makes the kernel of one user.</summary>
public static class CometRunwayKernelExtensions
{
    /// <summary>
    /// A copy of the kernel in which the CometRunway functions are those of one user of the app; the functions it had are not in it. The kernel itself
    /// stays as it is, so one may be shared. Cheap; make a copy whenever it is needed.
    /// </summary>
    /// <param name="kernel">A kernel that has the plugin.</param>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    /// <exception cref="InvalidOperationException">The kernel does not have the plugin.</exception>
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
