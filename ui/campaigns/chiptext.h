// A text with user attributes in it as chips; outside it is a template: `{{ user.KEY | default: "x" }}`, or a choice by
// an attribute's value: `{% if user.KEY == "a" %}x{% elsif user.KEY == "b" %}y{% else %}z{% endif %}`.
#pragma once

#include <QString>
#include <QTextEdit>

#include <functional>

namespace wd {

// A user attribute in a text.
struct TextChip {
    QString key;
    QString defaultValue; // empty: none yet, the chip is amber
    QList<QPair<QString, QString>> choices = {}; // value → words, for a chip that chooses: 先生/女士; else empty
    bool operator==(const TextChip&) const = default;
};

// Any template may be set: what is no chip (tags, other filters) stays as plain text, and text() gives it back exactly.
class ChipText final : public QTextEdit {
    Q_OBJECT
public:
    // `label`: a chip's words for an attribute key.
    explicit ChipText(std::function<QString(const QString& key)> label, QWidget* parent = nullptr);

    void setText(const QString& source);
    QString text() const;
    // Which values an attribute really has, for the gear of a chip that chooses; without it, those it names already.
    using Values = std::function<void(const QString& key, QObject* receiver, std::function<void(QStringList)> then)>;
    void setValues(Values values) { m_values = std::move(values); }
    // At the cursor.
    void insertChip(const TextChip& chip);
    void insertSource(const QString& source);
    QList<TextChip> chips() const;
    // Opens the gear of the first chip of this attribute that has no default; false: there is none.
    bool openGear(const QString& key);

signals:
    void edited();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void addSource(QTextCursor& cursor, const QString& source);
    void addChip(QTextCursor& cursor, const TextChip& chip);
    QString sourceOf(const QTextCursor& selection) const;
    void editChip(int position);
    void replaceChip(QTextCursor cursor, const TextChip& chip);
    void editChoice(const QTextCursor& cursor, const TextChip& chip);

    Values m_values;
    std::function<QString(const QString&)> m_label;
};

} // namespace wd
