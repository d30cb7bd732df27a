using System.Data.Common;

namespace ResidentService.Service.Messages;

/// <summary>
/// What was or is to be said to people by WeChat, which cannot be found again from the journal: whether a message was
/// tried, how many a person has accepted, which pushes have been seen, the codes that WeChat has made. It holds ids and
/// no personal data: in <c>messages.db</c>, or in PostgreSQL. What is committed is on disk.
/// </summary>
public abstract class MessagesDatabase : IDisposable
{
    /// <summary>Of the file, where it is one.</summary>
    public const string FileName = "messages.db";

    /// <summary>
    /// Reads and writes in one transaction. Others may write side by side: what must happen once is a statement that
    /// says on what condition.
    /// </summary>
    public abstract T Do<T>(Func<DbConnection, T> work);

    public abstract void Dispose();
}
