using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.SemanticKernel.Tests.Surface;

/// <summary>One definition, one form: what a kernel and a chat client see, kept under snapshot and held to what strict hosts accept.</summary>
public sealed class SurfaceTests(Surfaces surfaces) : IClassFixture<Surfaces>
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Default) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] All = ["get_video_options", "find_images", "validate_video_request", "create_video_from_image", "get_video", "list_videos", "cancel_video"];

    public static TheoryData<string> Names => [.. All];

    [Fact]
    public void Functions_OfBothHosts_AreTheSame()
    {
        Assert.Equal(All, surfaces.Functions.Select(f => f.Name));
        Assert.Equal(surfaces.Functions.Select(f => f.Name), surfaces.Plugin.Select(f => f.Name));
        Assert.Equal(All.Length, surfaces.Plugin.FunctionCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tool_AsAModelSeesIt_IsAsKept(string name)
    {
        var function = surfaces[name];
        var tool = new JsonObject
        {
            ["name"] = function.Name,
            ["description"] = function.Description,
            ["inputSchema"] = Node(function.JsonSchema),
            ["outputSchema"] = Node(function.ReturnJsonSchema!.Value),
        };

        Snapshot.Verify($"{name}.json", tool.ToJsonString(Indented));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void KernelFunction_NameAndDescription_AreTheFunctionsOwn(string name)
    {
        var function = surfaces[name];

        var kernel = surfaces.Plugin[name];

        Assert.Equal(function.Description, kernel.Description);
        Assert.Equal("CometRunway", kernel.PluginName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void KernelMetadata_EveryParameter_IsTheSchemasOwn(string name)
    {
        var schema = surfaces[name].JsonSchema;
        var properties = schema.GetProperty("properties").EnumerateObject().ToArray();
        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(e => e.GetString()).ToArray() : [];

        var parameters = surfaces.Plugin[name].Metadata.Parameters;

        Assert.Equal(properties.Select(p => p.Name), parameters.Select(p => p.Name));
        Assert.Equal(required, parameters.Where(p => p.IsRequired).Select(p => p.Name));
        foreach (var (property, parameter) in properties.Zip(parameters))
        {
            Assert.Equal(property.Value.GetProperty("description").GetString(), parameter.Description);
            Assert.Equal(property.Value.GetProperty("type").GetString(), parameter.Schema!.RootElement.GetProperty("type").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schemas_EveryNode_IsWhatStrictHostsAccept(string name)
    {
        var nodes = Surfaces.Schemas(Node(surfaces[name].JsonSchema)).Concat(Surfaces.Schemas(Node(surfaces[name].ReturnJsonSchema!.Value))).ToArray();

        Assert.NotEmpty(nodes);
        Assert.All(nodes, node => Assert.Empty(Lint(node)));
    }

    /// <summary>Nulls are left out of answers, so a member that may be null must not be required: clients refuse the whole answer otherwise.</summary>
    [Theory]
    [InlineData("get_video_options", typeof(SemanticKernel.Replies.OptionsReply))]
    [InlineData("find_images", typeof(SemanticKernel.Replies.ImagesReply))]
    [InlineData("validate_video_request", typeof(SemanticKernel.Replies.ValidateReply))]
    [InlineData("create_video_from_image", typeof(SemanticKernel.Replies.CreateReply))]
    [InlineData("get_video", typeof(SemanticKernel.Replies.VideoReply))]
    public void OutputSchema_MembersThatMayBeNull_AreNotRequired(string name, Type reply)
    {
        var schema = surfaces[name].ReturnJsonSchema!.Value;
        var required = schema.GetProperty("required").EnumerateArray().Select(e => e.GetString()!).ToArray();
        var context = new System.Reflection.NullabilityInfoContext();
        var always = reply.GetProperties()
            .Where(p => context.Create(p).ReadState == System.Reflection.NullabilityState.NotNull)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

        Assert.Equal(always.Order(), required.Order());
    }

    [Fact]
    public void Lint_WhatHostsRefuse_IsFound()
    {
        string[] bad =
        [
            """{"type":["string","null"]}""", """{"$ref":"#/x"}""", """{"enum":[1,2]}""", """{"enum":[""]}""", """{"enum":[]}""", """{"type":"string","default":null}""", """{"$schema":"x"}""",
        ];

        Assert.All(bad, schema => Assert.Single(Lint((JsonObject)JsonNode.Parse(schema)!)));
    }

    private static IEnumerable<string> Lint(JsonObject node)
    {
        if (node["type"] is JsonArray)
            yield return "a list of types";
        if (node.ContainsKey("$ref"))
            yield return "a reference";
        if (node.ContainsKey("$schema"))
            yield return "a schema address";
        if (node.TryGetPropertyValue("default", out var value) && value is null)
            yield return "a null default";
        if (node["enum"] is JsonArray words && (words.Count == 0 || words.Any(w => w?.GetValueKind() != JsonValueKind.String || w.GetValue<string>().Length == 0)))
            yield return "an enumeration of numbers or nothing";
    }

    private static JsonNode Node(JsonElement element) => JsonNode.Parse(element.GetRawText())!;
}
