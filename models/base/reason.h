// Why a person was not sent to, why an attempt failed, why a channel is paused: one vocabulary, stored as numbers.
#pragma once

namespace wd {

// Stored in delivery, run_count and attempt details, and as why channels and campaigns are paused: numbers never change
// meaning. Turned into words only in ui/texts.
enum class Reason {
    None = 0,

    // not sent
    NoRecipientId = 1, // detail: the attribute that has no value
    MissingAttribute = 2, // detail: the attribute
    SkippedByTemplate = 3, // detail: the text's own words
    DuplicateRecipient = 4, // somebody earlier in the run has the same recipient id
    AlreadyReached = 5, // an earlier run of the campaign reached this person
    TextFailed = 6, // detail: the parameter whose text could not be rendered
    Cancelled = 7, // the campaign was taken offline
    TextEmpty = 8, // detail: the required parameter whose text came out empty

    // no answer
    HostNotFound = 20,
    ConnectionRefused = 21,
    Unreachable = 22,
    TlsFailed = 23,
    CertificateInvalid = 24,
    TimedOutConnecting = 25,
    TimedOutWaiting = 26, // the request had left: it may have been accepted
    ConnectionClosed = 27,
    AnswerTooLarge = 28, // longer than is read: it can't be judged
    NotHttp = 29,
    RequestUnsendable = 30, // detail: the transport's words
    Stopped = 31, // cut off by the operator or at the program's end
    Interrupted = 32, // the program ended while the request was under way
    StoredUnreadable = 33, // the workspace holds something else than what was written for the request

    // an answer
    Redirected = 40,
    Unauthorized = 41, // 401, 407
    Forbidden = 42, // 403
    PathNotFound = 43, // 404
    MethodNotAllowed = 44, // 405
    Gone = 45, // 410
    MediaTypeRefused = 46, // 415
    RequestRefused = 47, // 400 409 413 422: this message is wrong
    TooManyRequests = 48, // 429
    Unavailable = 49, // 503
    ServerError = 50, // other 5xx, 408, 425
    UnexpectedAnswer = 51, // a 2xx that the contract does not call a success
    OtherRefusal = 52, // any other 4xx, 501, 505
    UnknownStatus = 53, // beyond 599
    ListedAsFailed = 54, // the answer's list says so; detail: its words
    AbsentFromAnswer = 55, // the answer's list does not name the person
    ListedWithoutOutcome = 56, // the answer's list does not say what came of it; detail: its words
    ListedContradictorily = 57, // the answer's list gives the person different outcomes
    InterimAnswer = 58, // detail: the 1xx status after which no other was seen

    // by hand
    ConfirmedByOperator = 70,
    LeftAsIs = 71,

    // a campaign that was due and paused itself
    SegmentMissing = 80, // detail: the segment
    ChannelMissing = 81, // detail: the channel
    WorkspaceFailed = 82, // the database refused: a full disk, for one
    Unprepared = 83, // what it is made of can't be read, or does not fit together any more
};

} // namespace wd
