// Waits for an answer that comes by the event loop: a command has nothing else to do meanwhile.
#pragma once

#include <QEventLoop>

#include <optional>

namespace wd {

// ask(receiver, then) asks the question; then(answer) must be called, at once or later, in this thread.
template <typename Answer, typename Ask> Answer answerOf(const Ask& ask)
{
    std::optional<Answer> answer;
    QEventLoop loop;
    QObject receiver;
    ask(&receiver, [&answer, &loop](const Answer& given) {
        answer = given;
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return *answer;
}

} // namespace wd
