// What an edit of a paused campaign means to its people, and whether sending goes on with it.
#pragma once

#include "models/scheduling/contentchange.h"

#include <QDialog>

namespace wd {

class ChangeDialog final : public QDialog {
    Q_OBJECT
public:
    ChangeDialog(const ChangeCounts& counts, QWidget* parent);

    // 新内容用于未发送的 n 人；已发送 n 人不变；等待重试 n 人仍用旧内容
    static QString words(const ChangeCounts& counts);

signals:
    void chosen(bool goOn);

private:
    void choose(bool goOn);
};

} // namespace wd
