using CometRunway.Repository.Tests.Sources;

namespace CometRunway.Repository.Tests.Layering;

/// <summary>Namespaces follow folders, and folders are named after concepts.</summary>
public sealed class FolderTests
{
    /// <summary>The namespaces of registration methods, which follow the conventions of Microsoft.Extensions.</summary>
    private static readonly string[] Registrations = ["Microsoft.Extensions.DependencyInjection", "Microsoft.SemanticKernel"];

    private static readonly string[] Drawers = ["Helpers", "Utils", "Utilities", "Common", "Models", "Services", "Managers", "Misc"];

    [Fact]
    public void Namespaces_FollowTheFolders()
    {
        var roots = ProjectFile.All.ToDictionary(project => project.Name, project => project.RootNamespace, StringComparer.Ordinal);

        var astray = SourceFile.All
            .Where(file => file.Namespace is { } declared && !Registrations.Contains(declared) && declared != string.Join('.', [roots[file.Project], .. file.Folders]))
            .Select(file => $"{file.Path}: {file.Namespace}");

        Assert.Empty(astray);
    }

    [Fact]
    public void Folders_AreNamedAfterConcepts()
    {
        var drawers = SourceFile.All.Where(file => file.Folders.Intersect(Drawers).Any()).Select(file => file.Path);

        Assert.Empty(drawers);
    }

    [Fact]
    public void Sources_HaveNoMarksOfUnfinishedWork()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "#region"];

        var marked = SourceFile.All.Where(file => marks.Any(mark => file.Text.Contains(mark, StringComparison.Ordinal))).Select(file => file.Path);

        Assert.Empty(marked);
    }
}
