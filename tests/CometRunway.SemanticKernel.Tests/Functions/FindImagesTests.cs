using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;

namespace CometRunway.SemanticKernel.Tests.Functions;

public sealed class FindImagesTests
{
    [Fact]
    public async Task Find_Images_AreListedWithWhatAModelNeedsToChoose()
    {
        await using var lab = await ToolLab.StartAsync();
        Save(lab, "tall.png", 400, 700, 2100);

        var reply = await lab.CallAsync<ImagesReply>("find_images", "{}");

        Assert.Equal(2, reply.Total);
        var tall = reply.Images[0];
        Assert.Equal((Path.Combine(lab.Sandbox.Home.Album, "tall.png"), 400, 700, "image/png"), (tall.Path, tall.Width, tall.Height, tall.Type));
        Assert.Equal(("portrait", "720:1280", "2100-01-01 00:00Z"), (tall.Orientation, tall.NearestRatio, tall.Modified));
        Assert.Equal(new FileInfo(tall.Path).Length, tall.Bytes);
        Assert.Contains(lab.Sandbox.Home.Album, reply.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Sandbox.Journal.Requests);
    }

    [Fact]
    public async Task Find_APathOfTheReply_CanBeAnimatedAsItStands()
    {
        await using var lab = await ToolLab.StartAsync();
        var found = await lab.CallAsync<ImagesReply>("find_images", "{\"query\":\"cat\"}");

        var reply = await lab.CallAsync<CreateReply>("create_video_from_image", $$"""{"image":"{{found.Images[0].Path}}","model":"gen4_turbo"}""");

        Assert.True(reply.Created);
    }

    [Theory]
    [InlineData("{\"limit\":1}", 1, 2)]
    [InlineData("{\"query\":\"zebra\"}", 0, 0)]
    public async Task Find_LimitOrNoMatch_SaysHowManyThereAre(string arguments, int listed, int matching)
    {
        await using var lab = await ToolLab.StartAsync();
        Save(lab, "dog.png", 40, 40, 2100);

        var reply = await lab.CallAsync<ImagesReply>("find_images", arguments);

        Assert.Equal((listed, matching), (reply.Images.Count, reply.Total));
        // All there are, whether or not they match.
        Assert.Matches(@"\b2\b", reply.Message.Replace(lab.Sandbox.Home.Album, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_EmptyFolder_NamesTheFolderForTheUser()
    {
        await using var lab = await ToolLab.StartAsync();
        File.Delete(Path.Combine(lab.Sandbox.Home.Album, TestHome.ImageName));

        var reply = await lab.CallAsync<ImagesReply>("find_images", "{}");

        Assert.Empty(reply.Images);
        Assert.Contains(lab.Sandbox.Home.Album, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NoFolderAllowed_NamesTheSetting()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.AllowedDirectories = []);

        var reply = await lab.CallAsync<ImagesReply>("find_images", "{}");

        Assert.Contains("CometRunwayOptions.AllowedDirectories", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_DamagedFile_IsCountedInTheMessage()
    {
        await using var lab = await ToolLab.StartAsync();
        File.WriteAllText(Path.Combine(lab.Sandbox.Home.Album, "page.jpg"), "<html>");

        var reply = await lab.CallAsync<ImagesReply>("find_images", "{}");

        Assert.Single(reply.Images);
        var damaged = reply.Message;
        File.Delete(Path.Combine(lab.Sandbox.Home.Album, "page.jpg"));
        Assert.NotEqual((await lab.CallAsync<ImagesReply>("find_images", "{}")).Message, damaged);
    }

    [Fact]
    public async Task Validate_Latest_PinsTheImageThatWasMeant()
    {
        await using var lab = await ToolLab.StartAsync();
        Save(lab, "newer.png", 640, 384, 2100);
        var newer = Path.Combine(lab.Sandbox.Home.Album, "newer.png");

        var reply = await lab.CallAsync<ValidateReply>("validate_video_request", "{\"image\":\"latest\"}");
        Save(lab, "newest.png", 640, 384, 2101);

        Assert.True(reply.Valid);
        Assert.StartsWith($"image {newer}:", reply.Notes![0], StringComparison.Ordinal);
        Assert.Equal(newer, (string)reply.NextAction!.Arguments["image"]!);
    }

    private static void Save(ToolLab lab, string name, int width, int height, int year)
    {
        var path = Path.Combine(lab.Sandbox.Home.Album, name);
        File.WriteAllBytes(path, TinyPng.Create(width, height));
        File.SetLastWriteTimeUtc(path, new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
