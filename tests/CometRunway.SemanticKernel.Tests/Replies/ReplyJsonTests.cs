using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Tests.Replies;

public sealed class ReplyJsonTests
{
    public static TheoryData<ToolReply> Replies =>
    [
        new ErrorReply { Message = "m", Code = "c", Charged = "no" },
        new ErrorReply
        {
            Message = "m", Code = "c", Charged = "no", Retryable = true, RetryAfterSeconds = 1, Problems = [Problem], Handle = "v", ServiceSaid = "s", GatewayRequestId = "r", NextAction = Next,
        },
        new OptionsReply { Message = "m", Ready = true, Service = "s", Models = [], Offer = "o", Prompt = "p", Seed = "s", ImageFolders = [], OutputFolder = "/o", Frames = false },
        new OptionsReply
        {
            Message = "m", Ready = false, Problems = ["p"], Service = "s", Models = [Model], Offer = "o", AlsoListed = ["a"], Prompt = "p", Seed = "s", Budget = "b", ImageFolders = ["/f"], Inbox = "/i", OutputFolder = "/o", Frames = true,
        },
        new ValidateReply { Message = "m", Valid = true },
        new ValidateReply { Message = "m", Valid = false, Problems = [Problem], Warnings = ["w"], Notes = ["n"], Request = Request, NextAction = Next },
        new CreateReply { Message = "m", Created = true, Handle = "v", State = "accepted", NextAction = Next },
        new CreateReply { Message = "m", Created = false, Handle = "v", TaskId = "t", RequestId = "i", State = "running", Request = Request, Notes = ["n"], Limits = new() { TasksPerHour = new(1, 2), SecondsPerDay = new(3, 4) }, Warnings = ["w"], NextAction = Next },
        new VideoReply { Message = "m", Finished = false, State = "running", Handle = "v", ElapsedSeconds = 3 },
        new VideoReply
        {
            Message = "m", Finished = true, State = "succeeded", Handle = "v", TaskId = "t", Progress = 0.5, ElapsedSeconds = 3, Files = [File], Differences = ["d"], Warnings = ["w"], NextAction = Next,
        },
    ];

    private static ProblemReply Problem => new() { Field = "f", Problem = "p", Given = "g", Allowed = ["a"], Nearest = "n" };

    private static ModelReply Model => new() { Id = "m", OnOffer = true, Ratios = ["r"], Seconds = [5], DefaultSeconds = 5, Price = "p", Notes = ["n"] };

    private static NextAction Next => new("get_video", new JsonObject { ["taskId"] = "v" });

    private static VideoRequest Request => new() { Image = "i", Prompt = "p", Model = "m", Ratio = "r", Duration = 5, Seed = 1, Watermark = true };

    private static FileReply File => new() { Path = "/p", Width = 1, Height = 2, Seconds = 5, FramesPerSecond = 24, Codec = "H.264", Audio = false, Bytes = 9 };

    [Theory]
    [MemberData(nameof(Replies))]
    public void ToJson_AnyReply_BeginsWithTheMessage(ToolReply reply)
    {
        Assert.StartsWith("""{"message":"m",""", reply.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void ToJson_AnyReply_HasNoNullsAndCamelCaseSingleWordNames(ToolReply reply)
    {
        Assert.DoesNotContain("null", reply.ToJson(), StringComparison.Ordinal);
        Assert.All(Names(JsonNode.Parse(reply.ToJson())!), name => Assert.Matches("^[a-z][a-zA-Z]*$", name));
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void ToString_AnyReply_IsItsJson(ToolReply reply)
    {
        Assert.Equal(reply.ToJson(), reply.ToString());
        Assert.Equal(reply.ToJson(), $"{reply}");
    }

    /// <summary>Semantic Kernel writes a function's result with the serializer's defaults; a model must see the same there.</summary>
    [Theory]
    [MemberData(nameof(Replies))]
    public void Serialize_WithTheSerializersDefaults_GivesTheSameAnswer(ToolReply reply)
    {
        var plain = JsonSerializer.Serialize<object>(reply);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(reply.ToJson()), JsonNode.Parse(plain)), plain);
    }

    [Fact]
    public void ToJson_QuotesAndAccents_StayReadable()
    {
        var reply = new ErrorReply { Message = "Frédéric's <cat> & \"dog\" 请求", Code = "c", Charged = "no" };

        Assert.Contains("""Frédéric's <cat> & \"dog\" 请求""", reply.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorCodes_EveryOne_IsAStableWord()
    {
        var codes = typeof(ErrorCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToArray();

        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.Matches("^[a-z]+(_[a-z]+)*$", code));
    }

    private static IEnumerable<string> Names(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => Names(p.Value!).Prepend(p.Key)),
        JsonArray a => a.SelectMany(e => Names(e!)),
        _ => [],
    };
}
