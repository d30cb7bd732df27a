namespace ResidentService.Domain.Kernel;

/// <summary>
/// The change was made over a state that is no longer the present one: carried out, it would undo what somebody else
/// has changed since. Made over the present state, it goes through.
/// </summary>
public sealed record ChangedMeanwhile() : Rejection(RejectionKind.TryAgain, "try_again",
    "刚刚有人同时修改了这里的内容，请再提交一次。", "Somebody changed this at the same moment. Please send your change again.");
