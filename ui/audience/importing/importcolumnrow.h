// One column of a file: its name, some of its values, and what it becomes.
#pragma once

#include "ui/audience/importing/columnplan.h"

#include <QWidget>

class QAbstractItemModel;
class QComboBox;
class QLabel;
class QLineEdit;

namespace wd {

class ElidedLabel;

// What a column may become: the rows of the model that all choosers share.
namespace columnuse {
inline constexpr int useRole = Qt::UserRole; // int(ColumnMatch::Use)
inline constexpr int keyRole = Qt::UserRole + 1; // Value: of the attribute; none: a new one
// Widths of a row's parts, from the right; the column's name takes the rest.
inline constexpr int typePixels = 180;
inline constexpr int keyPixels = 140;
inline constexpr int usePixels = 190;
inline constexpr int arrowPixels = 16;
inline constexpr int gap = 12;
} // namespace columnuse

class ImportColumnRow final : public QWidget {
    Q_OBJECT
public:
    // `uses` outlives the row.
    ImportColumnRow(int number, const ColumnPlan::Column& column, QAbstractItemModel& uses, QWidget* parent = nullptr);

    void show(const ColumnPlan::Column& column, AttributeType guessed, int rows);
    // What is doubtful about its values; empty: nothing.
    void setDoubt(const QString& doubt);
    bool isNoted() const; // there is something to read about it
    QWidget* editor() const;

signals:
    void useChosen(ColumnMatch::Use use, const QString& key, bool isNew);
    void keyTyped(const QString& key);
    void typeChosen(std::optional<AttributeType> type);

private:
    void chooseUse();
    void showUse(const ColumnPlan::Column& column);
    void showType(const ColumnPlan::Column& column, AttributeType guessed);
    void showNote();
    QString faultText(const ColumnPlan::Column& column) const;
    QString foundText(const ColumnPlan::Column& column) const;

    QComboBox* m_use;
    QLineEdit* m_key;
    QComboBox* m_type;
    QLabel* m_knownType;
    QLabel* m_note;
    QString m_fault;
    QString m_unfit;
    QString m_found;
    QString m_doubt;
};

} // namespace wd
