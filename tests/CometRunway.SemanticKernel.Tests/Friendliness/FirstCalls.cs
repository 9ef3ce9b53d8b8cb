using static CometRunway.SemanticKernel.Tests.Friendliness.Ending;

namespace CometRunway.SemanticKernel.Tests.Friendliness;

/// <summary>The calls: names from the wire and from other tools, values as people say them, images as chat programs write them, tasks that nobody made.</summary>
internal static class FirstCalls
{
    private const string Create = "create_video_from_image";
    private const string Validate = "validate_video_request";
    private const string Get = "get_video";
    private static readonly string LongPrompt = string.Concat(Enumerable.Repeat("The camera glides slowly over the calm water at dusk. ", 17)).Trim();

    /// <summary>Before anything was created.</summary>
    public static IReadOnlyList<FirstCall> Fresh { get; } =
    [
        new("waits for a task before there is one", Get, "{}", Person),
        new("invents a task before there is one", Get, """{"taskId":"task_0123456789abcdef"}""", Person),
        new("lists before there is anything", "list_videos", "{}", AtOnce),
        new("asks for options", "get_video_options", "{}", AtOnce),
        new("asks for the options of a vague model", "get_video_options", """{"model":"Gen-4 Turbo"}""", AtOnce),
        new("looks for pictures", "find_images", """{"query":"cat"}""", AtOnce),
        new("looks for pictures under another name", "find_images", """{"search":"cat","count":"5"}""", AtOnce),
    ];

    /// <summary>About creating.</summary>
    public static IReadOnlyList<FirstCall> Creating { get; } =
    [
        new("as it should be", Create, """{"image":"cat.png","prompt":"a slow pan","model":"gen4_turbo","ratio":"1280:720","duration":5}""", AtOnce),
        new("only a picture", Create, """{"image":"cat.png"}""", AtOnce),

        new("names of the wire", Create, """{"promptImage":"cat.png","promptText":"a slow pan","model":"gen4_turbo","duration":5}""", AtOnce),
        new("names of other tools", Create, """{"image_url":"cat.png","description":"a slow pan"}""", AtOnce),
        new("names in Pascal case", Create, """{"Image":"cat.png","Prompt":"a slow pan","Duration":5}""", AtOnce),
        new("a path by its own name", Create, """{"file_path":"cat.png","prompt":"a slow pan"}""", AtOnce),
        new("a misspelt name", Create, """{"image":"cat.png","promt":"a slow pan"}""", NextCall),
        new("everything inside one argument", Create, """{"request":{"image":"cat.png","prompt":"a slow pan"}}""", AtOnce),
        new("everything as JSON in a text", Create, """{"input":"{\"image\":\"cat.png\",\"duration\":5}"}""", AtOnce),
        new("nulls for what is left open", Create, """{"image":"cat.png","prompt":null,"model":null,"ratio":null,"duration":null,"seed":null}""", AtOnce),
        new("empty texts for what is left open", Create, """{"image":"cat.png","prompt":"a slow pan","model":"","ratio":""}""", AtOnce),

        new("seconds with a unit", Create, """{"image":"cat.png","duration":"5s"}""", AtOnce),
        new("seconds in words", Create, """{"image":"cat.png","duration":"5 seconds"}""", AtOnce),
        new("seconds as a decimal", Create, """{"image":"cat.png","duration":5.0}""", AtOnce),
        new("seconds under another name", Create, """{"image":"cat.png","video_length":10}""", AtOnce),
        new("a length between the allowed ones", Create, """{"image":"cat.png","model":"gen4_turbo","duration":8.5}""", NextCall),
        new("a length that the model does not make", Create, """{"image":"cat.png","prompt":"a slow pan","model":"veo3.1","duration":5}""", NextCall),
        new("a minute", Create, """{"image":"cat.png","duration":60}""", NextCall),
        new("a negative length", Create, """{"image":"cat.png","duration":-1}""", NextCall),
        new("a length spelt out", Create, """{"image":"cat.png","duration":"five"}""", NextCall),
        new("a length in words and units", Create, """{"image":"cat.png","duration":"about ten seconds"}""", NextCall),

        new("16:9", Create, """{"image":"cat.png","ratio":"16:9"}""", NextCall),
        new("9:16 for a landscape picture", Create, """{"image":"cat.png","ratio":"9:16"}""", NextCall),
        new("pixels with an x", Create, """{"image":"cat.png","model":"gen4_turbo","ratio":"1280x720"}""", NextCall),
        new("1080p", Create, """{"image":"cat.png","resolution":"1080p"}""", NextCall),
        new("1080p as the ratio", Create, """{"image":"cat.png","ratio":"1080p"}""", NextCall),
        new("a shape in words", Create, """{"image":"cat.png","ratio":"landscape"}""", NextCall),
        new("a shape that no model has", Create, """{"image":"cat.png","ratio":"cinemascope please"}""", NextCall),
        new("aspect_ratio", Create, """{"image":"cat.png","aspect_ratio":"16:9"}""", NextCall),
        new("size", Create, """{"image":"cat.png","size":"1920x1080"}""", NextCall),
        new("orientation", Create, """{"image":"cat.png","orientation":"portrait"}""", NextCall),
        new("width and height", Create, """{"image":"cat.png","width":1280,"height":720}""", NextCall),
        new("a ratio of another model", Create, """{"image":"cat.png","model":"gen3a_turbo","ratio":"1584:672"}""", NextCall),

        new("the maker for a model", Create, """{"image":"cat.png","model":"runway"}""", NextCall),
        new("the maker before the model", Create, """{"image":"cat.png","model":"runwayml/gen4_turbo"}""", NextCall),
        new("a model as people say it", Create, """{"image":"cat.png","model":"Gen-4 Turbo"}""", NextCall),
        new("a model by its number alone", Create, """{"image":"cat.png","model":"gen-3"}""", NextCall),
        new("another maker's model", Create, """{"image":"cat.png","model":"sora-2"}""", NextCall),
        new("default for a model", Create, """{"image":"cat.png","model":"default"}""", NextCall),

        new("a prompt of 900 characters", Create, $$"""{"image":"cat.png","prompt":"{{LongPrompt}}"}""", NextCall),
        new("no prompt where the model needs one", Create, """{"image":"cat.png","model":"gen4.5"}""", Person),
        new("an empty prompt", Create, """{"image":"cat.png","prompt":"","model":"gen4_turbo"}""", AtOnce),
        new("a prompt in several texts", Create, """{"image":"cat.png","prompt":["a slow pan","to the left"]}""", NextCall),

        new("a seed as text", Create, """{"image":"cat.png","seed":"42"}""", AtOnce),
        new("a random seed", Create, """{"image":"cat.png","seed":"random"}""", NextCall),
        new("-1 for a random seed", Create, """{"image":"cat.png","seed":-1}""", AtOnce),
        new("a seed of 32 bits", Create, """{"image":"cat.png","seed":4294967295}""", NextCall),
        new("yes for a truth", Create, """{"image":"cat.png","watermark":"no","newTake":"yes"}""", AtOnce),
        new("a word for a truth", Create, """{"image":"cat.png","watermark":"none"}""", NextCall),

        new("an id of its own", Create, """{"image":"cat.png","requestId":"order-17"}""", AtOnce),
        new("an id of its own under another name", Create, """{"image":"cat.png","idempotency_key":"order-18","duration":12}""", NextCall),
        new("an id of its own that is empty", Create, """{"image":"cat.png","requestId":""}""", AtOnce),

        new("four at once", Create, """{"image":"cat.png","n":4}""", NextCall),
        new("a negative prompt", Create, """{"image":"cat.png","negative_prompt":"blur"}""", NextCall),
        new("frames a second and sound", Create, """{"image":"cat.png","fps":24,"audio":true}""", NextCall),
        new("camera controls", Create, """{"image":"cat.png","camera_motion":{"pan":"left","zoom":2}}""", NextCall),
        new("a pasted key", Create, """{"image":"cat.png","api_key":"sk-pasted0123456789abcdef"}""", NextCall),
        new("a web hook", Create, """{"image":"cat.png","callback_url":"https://hooks.example.com/x"}""", NextCall),
        new("many things wrong at once", Create, """{"image":"cat.png","model":"Gen-4 Turbo","aspect_ratio":"16:9","duration":"12s","seed":"random","fps":30}""", NextCall),

        new("a picture as a link in an object", Create, """{"image":{"url":"cat.png"}}""", AtOnce),
        new("a picture in a list", Create, """{"promptImage":[{"uri":"cat.png","position":"first"}]}""", AtOnce),
        new("two pictures", Create, """{"image":["cat.png","dog.png"]}""", NextCall),
        new("a picture in markdown", Create, """{"image":"![my cat](cat.png)"}""", AtOnce),
        new("a picture in quotes", Create, """{"image":"\"cat.png\""}""", AtOnce),
        new("a picture with a dot before", Create, """{"image":"./cat.png"}""", AtOnce),
        new("the newest picture", Create, """{"image":"latest"}""", AtOnce),
        new("the wrong ending", Create, """{"image":"cat.jpg"}""", NextCall),
        new("a misspelt picture", Create, """{"image":"kat.png"}""", NextCall),
        new("a Windows path", Create, """{"image":"C:\\Users\\Ada\\Pictures\\cat.png"}""", NextCall),
        new("a path of a chat program's sandbox", Create, """{"image":"sandbox:/mnt/data/cat.png"}""", NextCall),
        new("an attachment of a chat program", Create, """{"image":"attachment://cat.png"}""", NextCall),
        new("an upload that only the chat has", Create, """{"image":"the image the user uploaded"}""", NextCall),
        new("a path outside the allowed folders", Create, """{"image":"/etc/passwd"}""", NextCall),
        new("a link without encryption", Create, """{"image":"http://pictures.example.com/cat.png"}""", NextCall),
        new("a cut data URI", Create, """{"image":"data:image/png;base64,iVBORw0KGgo…"}""", NextCall),
        new("no picture: text to video", Create, """{"prompt":"a cat dances on a table"}""", NextCall),
        new("an empty picture: text to video", Create, """{"image":"","prompt":"a cat dances on a table"}""", NextCall),

        new("validate with the words of create", Validate, """{"image":"cat.png","newTake":true}""", NextCall),
        new("validate what is wrong", Validate, """{"image":"cat.png","ratio":"16:9","duration":"12s"}""", NextCall),
        new("validate without a picture", Validate, """{"prompt":"a cat dances"}""", NextCall),
    ];

    /// <summary>When there are tasks; the newest is finished.</summary>
    public static IReadOnlyList<FirstCall> Tasks { get; } =
    [
        new("waits for the newest", Get, "{}", AtOnce),
        new("the task under another name", Get, """{"id":"{task}"}""", AtOnce),
        new("the task in a sentence's quotes", Get, """{"video_id":" {task} "}""", AtOnce),
        new("an invented task", Get, """{"taskId":"task_0123456789abcdef"}""", NextCall),
        new("a task of a vendor's form", Get, """{"taskId":"17f20503-6c24-4c16-946b-35dbbce2af2f"}""", NextCall),
        new("the newest in words", Get, """{"taskId":"latest"}""", AtOnce),
        new("an id of its own for a task", Get, """{"requestId":"order-17"}""", NextCall),
        new("waits an hour", Get, """{"taskId":"{task}","waitSeconds":3600}""", AtOnce),
        new("waits in words", Get, """{"taskId":"{task}","waitSeconds":"until done"}""", NextCall),
        new("a wait with a unit under another name", Get, """{"task_id":"{task}","timeout":"30s"}""", AtOnce),
        new("requests a download", Get, """{"taskId":"{task}","download":true}""", NextCall),
        new("a state as people say it", "list_videos", """{"status":"completed"}""", AtOnce),
        new("a state that nobody has", "list_videos", """{"state":"archived"}""", NextCall),
        new("a list with an offset", "list_videos", """{"limit":"5","offset":0}""", NextCall),
        new("a cursor of its own", "list_videos", """{"cursor":"2"}""", NextCall),
        new("cancels without saying what", "cancel_video", "{}", NextCall),
        new("cancels what is finished", "cancel_video", """{"taskId":"{task}"}""", AtOnce),
        new("cancels what never was", "cancel_video", """{"taskId":"vzzzz"}""", NextCall),
    ];
}
